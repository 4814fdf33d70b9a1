import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AppFile, AppFolder } from "./app-files.js";
import { notBuiltPage } from "./not-built-page.js";
import { pageHeaders } from "./page-headers.js";

export interface FilesParts {
  readonly app: AppFolder;
  /** The packed chat sample; where the file is not there, it is not served. */
  readonly sample: AppFolder;
  readonly onFault: (doing: string, error: unknown) => void;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".zip": "application/zip",
};

/** The web app's files, and the sample that its quick start uploads. Everybody may have them: they hold no secret. */
export function serveFiles(room: FastifyInstance, { app, sample, onFault }: FilesParts): void {
  room.setErrorHandler((error, _incoming, reply) => {
    onFault("send a file of the console", error);
    return text(reply.code(500), "text/plain", "the file could not be read; the host's log has the reason\n");
  });
  room.route({
    method: ["GET", "HEAD"],
    url: "/console",
    handler: async (_incoming, reply) => reply.redirect("/console/", 308),
  });
  room.route<{ Params: { readonly "*": string } }>({
    method: ["GET", "HEAD"],
    url: "/console/*",
    handler: async (incoming, reply) => {
      void reply.headers(pageHeaders);
      const name = incoming.params["*"] || "index.html";
      const zip = name.startsWith("sample/") ? sample.files().get(name.slice("sample/".length)) : undefined;
      if (zip !== undefined) return send(incoming, reply, name, zip);
      const files = app.files();
      const page = files.get("index.html");
      if (page === undefined) return text(reply.code(503), "text/html", notBuiltPage);
      const file = files.get(name);
      if (file !== undefined) return send(incoming, reply, name, file);
      // The page finds its way by itself; what has an ending was meant to be a file.
      if (!name.slice(name.lastIndexOf("/") + 1).includes(".")) return send(incoming, reply, "index.html", page);
      return text(reply.code(404), "text/plain", "there is no such file in the console\n");
    },
  });
}

async function send(
  { method, headers }: Pick<FastifyRequest, "method" | "headers">,
  reply: FastifyReply,
  name: string,
  file: AppFile,
): Promise<FastifyReply> {
  const { path, encoding } = bestOf(file, headers["accept-encoding"] ?? "");
  const tag = `"${Math.floor(file.modifiedAtMs).toString(36)}-${file.sizeBytes.toString(36)}${encoding === "" ? "" : `-${encoding}`}"`;
  // Read before it is said how long it may be kept: it may be gone, where it is being built anew.
  const content = headers["if-none-match"] === tag ? undefined : await readFile(path);
  void reply.headers({
    // A name with a hash in it never stands for anything else.
    "cache-control": name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
    etag: tag,
    ...(encoding !== "" && { "content-encoding": encoding }),
  });
  if (content === undefined) return reply.code(304).send();
  void reply.type(types[extname(name)] ?? "application/octet-stream").header("content-length", content.length);
  return method === "HEAD" ? reply.send() : reply.send(content);
}

function bestOf(
  { path, brotli, gzip }: AppFile,
  accepted: string,
): { readonly path: string; readonly encoding: string } {
  const takes = (encoding: string): boolean =>
    accepted.split(",").some((one) => new RegExp(`^\\s*${encoding}\\s*(;\\s*q=(?!0(\\.0*)?\\s*$).*)?$`, "i").test(one));
  if (brotli !== undefined && takes("br")) return { path: brotli, encoding: "br" };
  if (gzip !== undefined && takes("gzip")) return { path: gzip, encoding: "gzip" };
  return { path, encoding: "" };
}

const text = (reply: FastifyReply, type: string, body: string): FastifyReply =>
  reply.type(`${type}; charset=utf-8`).header("cache-control", "no-store").send(body);
