import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logs, OpenLog } from "../ports/index.js";
import { byteRange } from "./byte-range.js";
import type { LogLinks } from "./signature/log-links.js";

/** Gives out logs to whoever has a link: whole or in ranges, text as text, archives to be saved. */
export function serveLogs(app: FastifyInstance, logs: Logs, links: LogLinks): void {
  app.route({
    method: ["GET", "HEAD"],
    url: "/logs/*",
    handler: async (incoming, reply) => {
      const { name, query } = linkOf(incoming);
      const verdict = links.check(name, query.get("expires") ?? "", query.get("signature") ?? "");
      if (verdict === "expired") return refuse(reply, 403, "this link has expired: ask for a new one");
      if (verdict === "wrong")
        return refuse(reply, 403, "this is no link that the host gave out: use it whole, as the API answered it");
      const log = await logs.open(name);
      if (log === undefined)
        return refuse(reply, 404, "this log is not there any more: logs are kept for a while only");
      return send(reply, incoming, name, log);
    },
  });
}

async function send(reply: FastifyReply, incoming: FastifyRequest, name: string, log: OpenLog): Promise<FastifyReply> {
  const range = byteRange(incoming.headers.range, log.sizeBytes);
  void reply.headers({
    ...(name.endsWith(".zip")
      ? { "content-type": "application/zip", "content-disposition": `attachment; filename="${fileNameOf(name)}"` }
      : { "content-type": "text/plain; charset=utf-8" }),
    // What a game wrote is never taken for a page, and nobody on the way keeps it.
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox",
    "cache-control": "private, no-store",
    "accept-ranges": "bytes",
    "last-modified": new Date(log.modifiedAtMs).toUTCString(),
  });
  if (range === "none") {
    await log.close();
    return reply
      .code(416)
      .header("content-range", `bytes */${String(log.sizeBytes)}`)
      .send();
  }
  const { from, to } = range ?? { from: 0, to: log.sizeBytes };
  void reply.header("content-length", to - from);
  if (range !== undefined)
    void reply.code(206).header("content-range", `bytes ${String(from)}-${String(to - 1)}/${String(log.sizeBytes)}`);
  if (incoming.method === "HEAD") {
    await log.close();
    return reply.send();
  }
  const stream = Readable.from(log.read(from, to), { objectMode: false });
  stream.once("close", () => {
    void log.close().catch(() => undefined);
  });
  return reply.send(stream);
}

/** The name is signed as it is, so it is decoded once, by nobody but us. */
function linkOf({ raw }: FastifyRequest): { readonly name: string; readonly query: URLSearchParams } {
  const [path = "", query = ""] = (raw.url ?? "").split("?", 2);
  try {
    const name = path.slice("/logs/".length).split("/").map(decodeURIComponent).join("/");
    return { name, query: new URLSearchParams(query) };
  } catch {
    return { name: "", query: new URLSearchParams() };
  }
}

const fileNameOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1).replace(/[^\w.-]/g, "_");

const refuse = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type("text/plain; charset=utf-8").header("cache-control", "no-store").send(`${text}\n`);
