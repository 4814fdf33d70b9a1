import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { Audience } from "./audience.js";
import { limits } from "./limits.js";
import {
  closeCodes,
  parseFromPlayer,
  type FromPlayer,
  type FromServer,
  type Player,
  type RefusalReason,
} from "./protocol.js";
import { rateLimit } from "./rate-limit.js";
import * as roomOf from "./room.js";
import type { Clock } from "./system-clock.js";

export interface Refusal {
  readonly reason: RefusalReason;
  readonly message: string;
}

/** What the chat needs of GSE. server.ts makes it of the SDK's calls. */
export interface Gse {
  /** Tells GSE that the player is here; what comes back is his player id, or why GSE does not let him in. */
  acceptPlayer(playerSessionId: string): Promise<{ readonly playerId: string } | Refusal>;
  /** Tells GSE that the player has gone, so that his slot is free again. */
  removePlayer(playerSessionId: string): Promise<void>;
  /** Ends the game server session. `end()` is called when that is done. */
  endSession(): Promise<void>;
}

export interface ChatSessionOptions {
  readonly name: string;
  readonly maxPlayers: number;
  readonly gse: Gse;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Ten quick lines are a lively talk, a hundred are a machine. */
const perPlayer = { burst: 10, perSecond: 2 };
const MAX_IGNORED_IN_A_ROW = 50;

/**
 * The chat of one game server session: its room and the sockets of those who are in it. A process hosts one session
 * after the other; each gets a new ChatSession, so nothing of the last one can be left.
 */
export class ChatSession {
  #room: roomOf.Room;
  #state: "open" | "closing" | "ended" = "open";
  #endedBy: Player | null = null;
  readonly #audience = new Audience();
  /** By player session id, from the first knock on: one ticket in two tabs gets in once. */
  readonly #sockets = new Map<string, WebSocket>();
  readonly #gse: Gse;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  #whenEmpty: (() => void) | null = null;

  constructor(options: ChatSessionOptions) {
    this.#room = roomOf.openRoom(options);
    this.#gse = options.gse;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  get playerCount(): number {
    return this.#room.players.size;
  }

  /** Lets the player in if GSE and the room do, and tells him why if not. `line` is the TCP socket under `socket`. */
  async enter(playerSessionId: string, socket: WebSocket, line: Duplex): Promise<void> {
    const refusal = this.#sockets.has(playerSessionId) ? refusals.alreadyHere : this.#whyNobodyMayEnter();
    if (refusal !== null) {
      refuse(socket, refusal);
      return;
    }
    this.#sockets.set(playerSessionId, socket);
    const answer = await this.#gse.acceptPlayer(playerSessionId);
    if ("reason" in answer) {
      this.#sockets.delete(playerSessionId);
      this.#log(`refused player session ${JSON.stringify(playerSessionId)}: ${answer.message}`);
      refuse(socket, answer);
      return;
    }
    // Much may have happened while GSE was asked.
    const tooLate = socket.readyState === WebSocket.OPEN ? this.#whyNobodyMayEnter() : refusals.gone;
    if (tooLate === null) {
      this.#seat(playerSessionId, answer.playerId, socket, line);
    } else {
      this.#giveBack(playerSessionId);
      refuse(socket, tooLate);
    }
  }

  /** Tells everyone that it ends soon and takes nobody new. Settles at `endsAtMs`, or as soon as nobody is here. */
  async sayGoodbye(message: string, endsAtMs: number, signal: AbortSignal): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "closing";
    this.#tell({ type: "closing", message, endsAtMs });
    if (this.playerCount === 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = this.#clock.setTimeout(done, Math.max(0, endsAtMs - this.#clock.now()));
      signal.addEventListener("abort", done);
      this.#whenEmpty = done;
      const clock = this.#clock;
      function done(): void {
        clock.clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
    });
  }

  /** The game server session is over: everyone is told, every socket closed. The second time nothing happens. */
  end(message: string): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#audience.flush();
    for (const socket of this.#sockets.values()) {
      send(socket, { type: "ended", by: this.#endedBy, message });
      socket.close(closeCodes.done, "the session has ended");
    }
    this.#sockets.clear();
    this.#whenEmpty?.();
  }

  // The state may change while something is awaited, which the compiler does not see.
  get #isEnded(): boolean {
    return this.#state === "ended";
  }

  #whyNobodyMayEnter(): Refusal | null {
    if (this.#state !== "open") return refusals.closing;
    return this.playerCount >= this.#room.seats ? refusals.full : null;
  }

  #seat(playerSessionId: string, playerId: string, socket: WebSocket, line: Duplex): void {
    const { room, event, player } = roomOf.join(this.#room, playerId, this.#clock.now());
    this.#room = room;
    this.#tell(event);
    this.#audience.add(socket, line);
    const { name, seats, players, recent } = room;
    send(socket, {
      type: "welcome",
      you: player,
      room: { name, seats },
      players: [...players.values()],
      recent,
      limits,
    });

    const rate = rateLimit(perPlayer);
    let ignored = 0;
    socket.on("message", (data, isBinary) => {
      if (this.#state === "ended") return;
      if (!rate.take(this.#clock.now())) {
        ignored += 1;
        if (ignored > MAX_IGNORED_IN_A_ROW) socket.close(closeCodes.refused, "too many messages");
        else send(socket, { type: "problem", reason: "tooFast", message: "too many messages at once; wait a moment" });
        return;
      }
      ignored = 0;
      const parsed = parseFromPlayer(isBinary ? "" : (data as Buffer).toString());
      if (parsed.ok) this.#obey(player.number, parsed.value, socket);
      else send(socket, { type: "problem", reason: parsed.reason, message: parsed.message });
    });
    socket.once("close", () => this.#leave(playerSessionId, player.number, socket));
  }

  #obey(number: number, wish: FromPlayer, socket: WebSocket): void {
    const atMs = this.#clock.now();
    switch (wish.type) {
      case "say":
        return this.#become(roomOf.say(this.#room, number, wish.text, atMs));
      case "rename": {
        const change = roomOf.rename(this.#room, number, wish.name, atMs);
        if (change.ok) this.#become(change);
        else send(socket, { type: "problem", reason: change.reason, message: change.message });
        return;
      }
      case "leave":
        return socket.close(closeCodes.done, "goodbye");
      case "endSession":
        void this.#endBy(roomOf.playerOf(this.#room, number), socket);
        return;
      default:
        throw new Error(`unknown wish ${JSON.stringify(wish satisfies never)}`);
    }
  }

  async #endBy(player: Player, socket: WebSocket): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "closing";
    this.#endedBy = player;
    this.#log(`${player.name} ends the session for all`);
    try {
      await this.#gse.endSession();
    } catch (error) {
      if (this.#isEnded) return; // GSE had ended it already
      // GSE still counts the session as running, so the talk goes on.
      this.#state = "open";
      this.#endedBy = null;
      this.#log(`the session could not be ended: ${messageOf(error)}`);
      send(socket, {
        type: "problem",
        reason: "notEnded",
        message: "the session could not be ended; try again in a moment",
      });
    }
  }

  #leave(playerSessionId: string, number: number, socket: WebSocket): void {
    this.#audience.delete(socket);
    if (this.#state === "ended") return;
    this.#become(roomOf.leave(this.#room, number, this.#clock.now()));
    this.#giveBack(playerSessionId);
    if (this.playerCount === 0) this.#whenEmpty?.();
  }

  /** The player session is used up; its slot is free as soon as GSE knows. An ended session took all of its slots along. */
  #giveBack(playerSessionId: string): void {
    if (this.#state === "ended") return;
    this.#sockets.delete(playerSessionId);
    this.#gse.removePlayer(playerSessionId).catch((error: unknown) => {
      this.#log(`GSE could not be told that a player left: ${messageOf(error)}`);
    });
  }

  #become({ room, event }: { readonly room: roomOf.Room; readonly event: FromServer }): void {
    this.#room = room;
    this.#tell(event);
  }

  #tell(message: FromServer): void {
    this.#audience.tell(JSON.stringify(message));
  }
}

export const refusals = {
  noPlayerSession: {
    reason: "noPlayerSession",
    message: "the address names no player session; open the one that your game gave you",
  },
  noSession: {
    reason: "noSession",
    message: "no game server session runs here now; ask your game for another address",
  },
  alreadyHere: {
    reason: "alreadyHere",
    message: "this player session is in the room already, in another window perhaps",
  },
  full: { reason: "full", message: "all seats of this room are taken" },
  closing: { reason: "closing", message: "this room is closing and takes nobody new" },
  gone: { reason: "notAccepted", message: "the player went away before GSE had answered" },
} as const satisfies Record<string, Refusal>;

const send = (socket: WebSocket, message: FromServer): void => {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
};

/** Says why, then closes: a browser tells a page nothing about a handshake that failed. */
export function refuse(socket: WebSocket, { reason, message }: Refusal): void {
  send(socket, { type: "refused", reason, message });
  socket.close(closeCodes.refused, reason);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
