import type { CallOptions } from "./call-options.js";
import { GseError, isUnreachable, type GameServerSession } from "./model/index.js";

/** A session as the body of the loop over `GameServer.sessions()` has it in hand. */
export interface HostedSession extends GameServerSession {
  /** Aborts when the session is over, whoever ended it. */
  readonly signal: AbortSignal;
  /** Ids of the player sessions that were accepted and have not left. */
  readonly players: ReadonlySet<string>;
  /** Opens the session to players. @param maxPlayers default: what the session was created with */
  activate(maxPlayers?: number): Promise<void>;
  /** As `GameServer.acceptPlayerSession`. */
  acceptPlayerSession(playerSessionId: string, options?: CallOptions): Promise<void>;
  /** As `GameServer.removePlayerSession`. */
  removePlayerSession(playerSessionId: string, options?: CallOptions): Promise<void>;
  /** Ends the session; so does the end of the body. */
  terminate(): Promise<void>;
  /** Settles when the session is over. */
  ended(): Promise<void>;
}

/** What the loop needs of its server. */
export interface SessionLoopServer {
  readonly players: ReadonlySet<string>;
  /** Reports ready, if that has not been done. */
  begin(): Promise<void>;
  /** No more sessions will come. */
  isEnding(): boolean;
  activate(maxPlayers: number | undefined): Promise<void>;
  accept(playerSessionId: string, options: CallOptions | undefined): Promise<void>;
  remove(playerSessionId: string, options: CallOptions | undefined): Promise<void>;
  /** Whether the end of a session took the player away; true once. */
  tookLeave(playerSessionId: string): boolean;
  terminate(): Promise<void>;
}

/** A session that GSE offers, and the answer it waits for. */
interface Offer {
  readonly hosted: HostedSession;
  readonly accept: () => void;
  readonly refuse: (reason: Error) => void;
  isAnswered: boolean;
  isActive: boolean;
}

const LEFT = "the loop over sessions() was left by break, return or an error";

/**
 * One session after the other. The body of a `for await` has a session until it is done: then the session is terminated,
 * or refused when it was never activated. A loop that is left refuses what comes until another one takes over.
 */
export class SessionLoop implements AsyncIterableIterator<HostedSession> {
  readonly #server: SessionLoopServer;
  #current: Offer | undefined;
  #offered: Offer | undefined;
  #wake: () => void = () => {};
  #isLeft = false;

  constructor(server: SessionLoopServer) {
    this.#server = server;
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Settles as OnStartGameServerSession is to be answered. */
  async offer(session: GameServerSession, signal: AbortSignal): Promise<void> {
    if (this.#isLeft) throw new Error(LEFT);
    return new Promise((resolve, reject) => {
      const offer: Offer = {
        hosted: this.#hosted(session, signal),
        accept: resolve,
        refuse: reject,
        isAnswered: false,
        isActive: false,
      };
      signal.addEventListener("abort", () => this.#withdraw(offer), { once: true });
      this.#offered = offer;
      this.#wake();
    });
  }

  /** The server ends, or is not to be asked any more. */
  wake(): void {
    this.#wake();
  }

  async next(): Promise<IteratorResult<HostedSession, undefined>> {
    await this.#finish("the body of the loop over sessions() ended without activate()");
    if (!this.#isLeft) await this.#server.begin();
    while (this.#offered === undefined && !this.#isLeft && !this.#server.isEnding())
      await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#offered === undefined) return { done: true, value: undefined };
    this.#current = this.#offered;
    this.#offered = undefined;
    return { done: false, value: this.#current.hosted };
  }

  /** By `break`, `return` or an error in the body, which a loop does not tell apart. */
  async return(): Promise<IteratorResult<HostedSession, undefined>> {
    this.#isLeft = true;
    if (this.#offered !== undefined) answer(this.#offered, new Error(LEFT));
    this.#offered = undefined;
    this.#wake();
    await this.#finish(LEFT);
    return { done: true, value: undefined };
  }

  async #finish(whyNotActive: string): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    if (current === undefined || isOver(current)) return;
    if (!current.isAnswered) answer(current, new Error(whyNotActive));
    while (current.isActive && !isOver(current)) {
      try {
        await this.#server.terminate();
      } catch (error) {
        const hasEnded = error instanceof GseError && error.code === "GAME_SERVER_SESSION_NOT_READY";
        if (!hasEnded && !isUnreachable(error) && !this.#server.isEnding()) throw error;
        if (this.#server.isEnding()) await current.hosted.ended();
      }
    }
  }

  #withdraw(offer: Offer): void {
    answer(offer, new Error("the session is over"));
    if (this.#offered === offer) this.#offered = undefined;
  }

  #hosted(session: GameServerSession, signal: AbortSignal): HostedSession {
    const server = this.#server;
    const whileOpen = async (call: () => Promise<void>): Promise<void> => {
      signal.throwIfAborted();
      await call();
    };
    return {
      ...session,
      signal,
      get players() {
        return signal.aborted ? nobody : server.players;
      },
      activate: (maxPlayers) =>
        whileOpen(async () => {
          await server.activate(maxPlayers);
          if (this.#current?.hosted.id === session.id) answer(this.#current);
        }),
      acceptPlayerSession: (id, options) => whileOpen(() => server.accept(id, options)),
      removePlayerSession: async (id, options) => {
        if (signal.aborted && server.tookLeave(id)) return;
        await whileOpen(() => server.remove(id, options));
      },
      terminate: () => whileOpen(() => server.terminate()),
      ended: () =>
        new Promise((resolve) => {
          if (signal.aborted) resolve();
          else signal.addEventListener("abort", () => resolve(), { once: true });
        }),
    };
  }
}

const isOver = ({ hosted }: Offer): boolean => hosted.signal.aborted;

const nobody: ReadonlySet<string> = new Set();

function answer(offer: Offer, refusal?: Error): void {
  if (offer.isAnswered) return;
  offer.isAnswered = true;
  offer.isActive = refusal === undefined;
  if (refusal === undefined) offer.accept();
  else offer.refuse(refusal);
}
