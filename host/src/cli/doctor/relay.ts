import {
  connect,
  constants,
  createServer,
  type ClientHttp2Session,
  type Http2Server,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { Clock } from "../../ports/index.js";
import { unframed } from "./wire-fields.js";

/** A call as it went over the wire, whoever made it. */
export interface RelayedCall {
  /** The last part of its path: "ProcessReady". */
  readonly name: string;
  readonly path: string;
  readonly pid: string | undefined;
  readonly requestId: string | undefined;
  /** Which of the caller's connections it came by, counted from 1. */
  readonly connection: number;
  /** Of real time, as `tookMs`. */
  readonly atMs: number;
  /** The message that came, without gRPC's frame. */
  readonly request: Buffer;
  /** Undefined while there is none. */
  readonly answer: Answer | undefined;
}

export interface Answer {
  /** gRPC's number: 0 is OK. */
  readonly status: number;
  readonly details: string;
  readonly message: Buffer;
  readonly tookMs: number;
}

export interface RelayOptions {
  /** `host:port`, or `unix:/path`; port 0 for a free one. */
  readonly address: string;
  /** Where calls go on to: `host:port`. */
  readonly target: string;
  readonly clock: Clock;
  /** Told of each call when its request is whole, before it goes on. */
  readonly onCall: (call: RelayedCall) => void;
  /** What goes on in place of the request's bytes. */
  readonly rewrite?: (call: RelayedCall, body: Buffer) => Promise<Buffer>;
}

interface OpenCall extends RelayedCall {
  answer: Answer | undefined;
}

const UNAVAILABLE = 14;

/**
 * Passes unary gRPC calls on as they are and keeps what was said, in metadata too, which the agent does not tell. It can
 * be away for a while, as an agent that restarts.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #sessions = new Set<ServerHttp2Session>();
  #server: Http2Server | undefined;
  #address: string;
  #connections = 0;
  #strangers = 0;

  private constructor(options: RelayOptions) {
    this.#options = options;
    this.#address = options.address;
  }

  /** @throws Error of Node's, with its `code`, when the address cannot be had */
  static async open(options: RelayOptions): Promise<Relay> {
    const relay = new Relay(options);
    await relay.open();
    return relay;
  }

  get address(): string {
    return this.#address;
  }

  /** Connections that brought calls. */
  get connections(): number {
    return this.#connections;
  }

  /** Connections that spoke something other than gRPC without TLS. */
  get strangers(): number {
    return this.#strangers;
  }

  /** Listens again, where it did before. */
  async open(): Promise<void> {
    const server = createServer();
    server.on("session", (session) => {
      this.#take(session);
    });
    server.on("sessionError", () => {
      this.#strangers++;
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(listenOptions(this.#address), resolve);
    });
    this.#server = server;
    const bound = server.address();
    if (typeof bound === "object" && bound !== null)
      this.#address = this.#address.replace(/:\d+$/, `:${String(bound.port)}`);
  }

  /** Cuts all connections. */
  cut(): void {
    for (const session of this.#sessions) session.destroy();
  }

  /** Cuts all connections and listens no more. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => {
      if (server === undefined) resolve();
      else
        server.close(() => {
          resolve();
        });
    });
    this.cut();
    await closed;
  }

  #take(session: ServerHttp2Session): void {
    let connection: number | undefined;
    let upstream: ClientHttp2Session | undefined;
    this.#sessions.add(session);
    session.on("close", () => {
      this.#sessions.delete(session);
      upstream?.destroy();
    });
    // Told by "sessionError" of the server, or by the calls that end with it.
    session.on("error", ignore);
    session.on("stream", (stream, headers) => {
      connection ??= ++this.#connections;
      const onwards = (): ClientHttp2Session => {
        if (upstream === undefined || upstream.closed || upstream.destroyed) upstream = this.#connect();
        return upstream;
      };
      this.#relay(stream, headers, connection, onwards).catch(() => {
        stream.close(constants.NGHTTP2_INTERNAL_ERROR);
      });
    });
  }

  #connect(): ClientHttp2Session {
    const upstream = connect(`http://${this.#options.target}`);
    // Each of its calls is told by itself.
    upstream.on("error", ignore);
    return upstream;
  }

  async #relay(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    connection: number,
    onwards: () => ClientHttp2Session,
  ): Promise<void> {
    const { clock, onCall, rewrite } = this.#options;
    const atMs = clock.now();
    stream.on("error", ignore);
    const body = await bodyOf(stream);
    if (body === undefined) return;
    const call = toCall(headers, connection, atMs, body);
    onCall(call);
    const answered = (status: number, details: string, message: Buffer): void => {
      call.answer ??= { status, details, message, tookMs: clock.now() - atMs };
    };
    const sent = rewrite === undefined ? body : await rewrite(call, body);
    if (stream.destroyed) return;
    passOn(stream, onwards(), headers, sent, answered);
  }
}

const ignore = (): void => undefined;

function toCall(headers: IncomingHttpHeaders, connection: number, atMs: number, body: Buffer): OpenCall {
  const path = headers[":path"] ?? "";
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    pid: text(headers["pid"]),
    requestId: text(headers["requestid"]),
    connection,
    atMs,
    request: unframed(body) ?? Buffer.alloc(0),
    answer: undefined,
  };
}

function passOn(
  stream: ServerHttp2Stream,
  upstream: ClientHttp2Session,
  headers: IncomingHttpHeaders,
  body: Buffer,
  answered: (status: number, details: string, message: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let trailers: OutgoingHttpHeaders = {};
  const note = (headersWithStatus: IncomingHttpHeaders): void => {
    const status = headersWithStatus["grpc-status"];
    if (status === undefined) return;
    answered(Number(status), detailsOf(headersWithStatus), unframed(Buffer.concat(chunks)) ?? Buffer.alloc(0));
  };
  const unavailable = (details: string): void => {
    if (stream.destroyed || stream.headersSent) return;
    answered(UNAVAILABLE, details, Buffer.alloc(0));
    const refusal = { "content-type": "application/grpc", "grpc-status": UNAVAILABLE };
    stream.respond({ ":status": 200, ...refusal, "grpc-message": encodeURI(details) }, { endStream: true });
  };

  const onward = upstream.request(asSent(headers), { endStream: false });
  onward.on("error", (error: NodeJS.ErrnoException) => {
    unavailable(error.message);
  });
  onward.on("response", (response, flags) => {
    if (stream.destroyed) return;
    note(response);
    const isWhole = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(asSent(response), isWhole ? { endStream: true } : { waitForTrailers: true });
  });
  onward.on("trailers", (received: IncomingHttpHeaders) => {
    trailers = asSent(received);
    note(received);
  });
  onward.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    if (!stream.destroyed) stream.write(chunk);
  });
  onward.on("end", () => {
    if (!stream.destroyed && stream.headersSent && !stream.writableEnded) stream.end();
  });
  onward.on("close", () => {
    unavailable("the connection was closed");
  });
  stream.on("wantTrailers", () => {
    stream.sendTrailers(trailers);
  });
  stream.on("close", () => {
    if (!onward.closed) onward.close(constants.NGHTTP2_CANCEL);
  });
  onward.end(body);
}

/** Undefined when the caller gave up before it was whole. */
function bodyOf(stream: ServerHttp2Stream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    stream.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
    });
    stream.on("end", () => {
      resolve(Buffer.concat(chunks));
    });
    stream.on("close", () => {
      resolve(undefined);
    });
  });
}

const asSent = (headers: IncomingHttpHeaders): OutgoingHttpHeaders => Object.fromEntries(Object.entries(headers));

const text = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

function detailsOf(headers: IncomingHttpHeaders): string {
  const message = text(headers["grpc-message"]) ?? "";
  try {
    return decodeURIComponent(message);
  } catch {
    // Not encoded as gRPC has it: as it came.
    return message;
  }
}

function listenOptions(address: string): { readonly path: string } | { readonly host: string; readonly port: number } {
  if (address.startsWith("unix:")) return { path: address.slice("unix:".length).replace(/^\/\/(?=\/)/, "") };
  const mark = address.lastIndexOf(":");
  return { host: address.slice(0, mark).replace(/^\[(.*)\]$/, "$1"), port: Number(address.slice(mark + 1)) };
}
