import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { refusals, refuse, type ChatSession } from "./chat-session.js";
import { MAX_MESSAGE_BYTES } from "./limits.js";
import { closeCodes } from "./protocol.js";
import type { Clock } from "./system-clock.js";

/** A laptop that was shut says nothing: whoever misses a ping is gone after the next, and his slot is free. */
const PING_EVERY_MS = 20_000;
/** For players who do not answer the closing of the connection. */
const CLOSE_WITHIN_MS = 1_000;
const MAX_ID_LENGTH = 256;

export interface PlayerConnectionsOptions {
  readonly http: Server;
  /** The session that runs here now, if one does. */
  readonly currentSession: () => ChatSession | null;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** The players' WebSockets: `/chat?playerSessionId=…` at the client port, from our own page or from no page at all. */
export class PlayerConnections {
  readonly #options: PlayerConnectionsOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  readonly #silent = new WeakSet<WebSocket>();
  #pingTimer: unknown;

  constructor(options: PlayerConnectionsOptions) {
    this.#options = options;
    options.http.on("upgrade", (request, line, head) => this.#upgrade(request, line, head));
    this.#pingLater();
  }

  /** Closes every connection; whoever does not answer within a second is cut off. */
  async close(): Promise<void> {
    const { clock } = this.#options;
    clock.clearTimeout(this.#pingTimer);
    const closed = new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
    for (const socket of this.#sockets.clients) socket.close(closeCodes.goingAway, "the server is going away");
    const timer = clock.setTimeout(
      () => this.#sockets.clients.forEach((socket) => socket.terminate()),
      CLOSE_WITHIN_MS,
    );
    await closed;
    clock.clearTimeout(timer);
  }

  #upgrade(request: IncomingMessage, line: Duplex, head: Buffer): void {
    line.on("error", () => line.destroy());
    const url = parseUrl(request.url ?? "", "http://localhost");
    if (url?.pathname !== "/chat") return answer(line, "404 Not Found");
    if (!isOwnPage(request)) return answer(line, "403 Forbidden");
    this.#sockets.handleUpgrade(request, line, head, (socket) => {
      socket.on("error", (error) => this.#options.log(`a player's connection failed: ${error.message}`));
      socket.on("pong", () => this.#silent.delete(socket));
      this.#enter(url.searchParams.get("playerSessionId") ?? "", socket, line);
    });
  }

  #enter(playerSessionId: string, socket: WebSocket, line: Duplex): void {
    if (playerSessionId === "" || playerSessionId.length > MAX_ID_LENGTH)
      return refuse(socket, refusals.noPlayerSession);
    const session = this.#options.currentSession();
    if (session === null) return refuse(socket, refusals.noSession);
    session.enter(playerSessionId, socket, line).catch((error: unknown) => {
      this.#options.log(`a player could not enter: ${String(error)}`);
      socket.terminate();
    });
  }

  #pingLater(): void {
    this.#pingTimer = this.#options.clock.setTimeout(() => {
      for (const socket of this.#sockets.clients) {
        if (this.#silent.has(socket)) {
          socket.terminate();
        } else {
          this.#silent.add(socket);
          socket.ping();
        }
      }
      this.#pingLater();
    }, PING_EVERY_MS);
  }
}

/** A browser says which page asks. Another site's page must not chat in the name of the player who visits it. */
function isOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || parseUrl(headers.origin)?.host === headers.host;
}

const parseUrl = (text: string, base?: string): URL | null => (URL.canParse(text, base) ? new URL(text, base) : null);

const answer = (line: Duplex, status: string): void => {
  line.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
