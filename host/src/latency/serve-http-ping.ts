import type { FastifyInstance, FastifyReply } from "fastify";
import { regions } from "../regions.js";
import { knownRegions } from "./distance.js";
import type { PingParts } from "./latency-probe.js";
import { regionAsked } from "./region-asked.js";

/** `GET /v1/ping`: from anywhere and any page, for it tells nothing but that the host is there. */
export function serveHttpPing(app: FastifyInstance, { delayed, rates, distanceOf }: PingParts): void {
  app.get("/v1/ping", (request, reply) => {
    const { socket } = request.raw;
    reply
      .header("cache-control", "no-store")
      .header("access-control-allow-origin", "*")
      // A page sees how long the network took, without what its browser took (Resource Timing).
      .header("timing-allow-origin", "*")
      .type("text/plain; charset=utf-8");
    if (!rates.take(socket.remoteAddress ?? "")) {
      void reply.code(429).header("retry-after", "1").send("too many questions in a second: ask less often\n");
      return;
    }
    const region = regionAsked(request.url, request.headers.host);
    if (region !== undefined && !regions.has(region)) {
      void reply.code(404).send(`there is no region "${region.slice(0, 40)}": ${knownRegions()}\n`);
      return;
    }
    const distance = distanceOf(region);
    if (distance === 0) pong(reply);
    else if (distance === "down") fallSilent(reply);
    else {
      const forget = delayed.add(distance, () => {
        pong(reply);
      });
      if (forget === undefined) fallSilent(reply);
      else reply.raw.once("close", forget);
    }
  });
}

const pong = (reply: FastifyReply): void => void reply.send("pong\n");

/** As a region that is out: no answer at all. */
function fallSilent(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}
