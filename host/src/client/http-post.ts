import * as http from "node:http";
import * as https from "node:https";
import type { Endpoint } from "./endpoint.js";

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

export interface HttpPoster {
  /** @throws whatever broke the exchange, `signal.reason` when that did */
  post(headers: http.OutgoingHttpHeaders, body: string, signal: AbortSignal | undefined): Promise<HttpAnswer>;
  close(): void;
}

/**
 * POSTs over connections that stay open. node:http, because the built-in fetch costs seven times its CPU here: 196 µs a
 * call against 27 at 50 in flight, on Node 20.20.
 */
export function createHttpPoster(endpoint: Endpoint): HttpPoster {
  const { request, Agent } = endpoint.isTls ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, scheduling: "lifo" });
  const target = { agent, host: endpoint.connectTo, port: endpoint.port, method: "POST", path: endpoint.path };
  return {
    post: (headers, body, signal) =>
      new Promise((resolve, reject) => {
        const outgoing = request({ ...target, headers: { ...headers, "content-length": Buffer.byteLength(body) } });
        const abort = () => outgoing.destroy(toError(signal?.reason));
        signal?.addEventListener("abort", abort, { once: true });
        const settled = () => signal?.removeEventListener("abort", abort);
        const fail = (error: Error) => {
          settled();
          reject(signal?.aborted ? toError(signal.reason) : error);
        };
        outgoing.on("error", fail);
        outgoing.on("response", (incoming) => {
          let text = "";
          incoming.setEncoding("utf8");
          incoming.on("data", (chunk: string) => (text += chunk));
          incoming.on("error", fail);
          incoming.on("end", () => {
            settled();
            resolve({ status: incoming.statusCode ?? 0, body: text });
          });
        });
        outgoing.end(body);
      }),
    close: () => {
      agent.destroy();
    },
  };
}

const MAX_SOCKETS = 256;

const toError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error("the call was aborted", { cause: reason });
