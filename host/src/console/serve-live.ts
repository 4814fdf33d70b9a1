import type { FastifyInstance } from "fastify";
import type { ApiDoor } from "../cloud-api/index.js";
import type { Clock, CommandHost } from "../ports/index.js";
import type { ChangeFeed } from "./change-feed.js";
import { checkReady } from "./check-ready.js";
import { ConsoleRefusal } from "./console-refusal.js";
import { EventStream } from "./event-stream.js";
import { fieldsOf, sendJson, textIn } from "./json-room.js";
import { overviewOf } from "./overview.js";
import { placementRow } from "./placement-row.js";
import { liveProcesses, processRow, type UsageOf } from "./process-row.js";

export interface LiveParts {
  readonly clock: Clock;
  readonly host: () => CommandHost;
  readonly feed: ChangeFeed;
  readonly usageOf: UsageOf;
  readonly door: ApiDoor;
  /** What `hello` tells of the host, besides the overview. */
  readonly about: object;
}

/** As many of those that wait, and as many of the newest. */
const PLACEMENTS = 100;

/** What goes on, for pages that look on: the stream of changes, and what the cloud API has no list of: processes and placements. */
export function serveLive(room: FastifyInstance, { clock, host, feed, usageOf, door, about }: LiveParts): void {
  room.post("/console/events", (incoming, reply) => {
    fieldsOf(incoming);
    const signer = door.signerOf(incoming);
    if (!feed.isOpen)
      throw new ConsoleRefusal(503, "RequestLimitExceeded", "too many pages listen: close some of them");
    checkReady(door);
    const base = door.baseOf(incoming);
    reply.hijack();
    const stream = new EventStream(reply.raw, signer.kind === "console" ? signer.expiresAtMs : undefined);
    const hello = { ...about, NowMs: clock.now(), Overview: overviewOf(host()) };
    feed.add({ stream, base, logUrl: (name) => door.logUrl(name, base) }, hello);
  });

  room.post("/console/processes", async (incoming, reply) => {
    const fleetId = textIn(fieldsOf(incoming), "FleetId");
    door.signerOf(incoming);
    checkReady(door);
    const rows = [...liveProcesses(host().live())].filter(
      ([, { launch, process }]) => fleetId === undefined || (launch ?? process)?.fleetId === fleetId,
    );
    return sendJson(reply, { Processes: rows.map(([id, live]) => processRow(id, live, usageOf)) });
  });

  room.post("/console/placements", async (incoming, reply) => {
    const fields = fieldsOf(incoming);
    const [region, queueName] = [textIn(fields, "Region"), textIn(fields, "QueueName")];
    door.signerOf(incoming);
    checkReady(door);
    const { reads } = host();
    const query = { ...(region !== undefined && { region }), ...(queueName !== undefined && { queueName }) };
    const found = new Map(
      [{ ...query, status: "PENDING" as const }, query].flatMap((wanted) =>
        reads.placements(wanted, { limit: PLACEMENTS }).map((placement) => [placement.seq, placement] as const),
      ),
    );
    const newestFirst = [...found.values()].sort((a, b) => b.seq - a.seq);
    return sendJson(reply, { Placements: newestFirst.map(placementRow) });
  });
}
