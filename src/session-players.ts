import { randomUUID } from "node:crypto";
import { checkedTimeout } from "./agent-caller.js";
import type { CallOptions } from "./call-options.js";
import type { Clock, TimerId } from "./core/index.js";
import { Errands } from "./errands.js";
import type { GseClient } from "./gse-client.js";
import type { Log } from "./log.js";
import { GseError, isUnreachable, type GameServerSession } from "./model/index.js";
import { CountedPlayers, telemetry } from "./telemetry/index.js";
import { Turnstile } from "./turnstile.js";
import { within, type Limits } from "./within.js";

export interface SessionPlayersParts {
  readonly client: GseClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Of every call that does not say otherwise. */
  readonly callTimeoutMs: number;
  readonly onAccepted: (playerSessionId: string) => void;
  readonly onRemoved: (playerSessionId: string) => void;
}

/**
 * So many players are accepted at a time: enough that the agent, which commits what comes in one turn together, is never
 * idle, and few enough that what else the game says does not queue behind them.
 */
const ACCEPTED_AT_A_TIME = 16;

/** As long as GSE holds a slot for a player who has not come (gse-semantics b.4). */
const RESERVATION_MS = 60_000;

/** One question to GSE for all who ask at the same time. */
interface Admission {
  readonly answer: Promise<void>;
  /** Only where somebody may stop waiting. */
  readonly stop: AbortController | undefined;
  waiting: number;
}

/**
 * The players of one session as this process decided, and GSE told so: when an answer is lost, both come to the same
 * view once the agent answers again.
 */
export class SessionPlayers {
  /** Accepted, and not left. */
  readonly present: CountedPlayers = new CountedPlayers();
  readonly #session: GameServerSession;
  readonly #parts: SessionPlayersParts;
  readonly #turnstile = new Turnstile(ACCEPTED_AT_A_TIME);
  readonly #admissions = new Map<string, Admission>();
  readonly #removals = new Map<string, Promise<void>>();
  readonly #departures: Errands;
  /** Whom not the game removed but the end of the session or of the process; the game may not know yet. */
  readonly #letGo = new Set<string>();
  /** Asked for, and never answered: GSE may hold the player for accepted. */
  readonly #unanswered = new Map<string, { readonly requestId: string; readonly timer: TimerId }>();
  #isOver = false;

  constructor(session: GameServerSession, parts: SessionPlayersParts) {
    this.#session = session;
    this.#parts = parts;
    this.#departures = new Errands(parts.clock, parts.log, (playerSessionId, requestId) =>
      parts.client.removePlayerSession({ gameServerSessionId: session.id, playerSessionId }, { requestId }),
    );
  }

  /** Resolves when GSE said yes; all who ask for the same player at the same time get the one answer. */
  async accept(playerSessionId: string, options: CallOptions = {}): Promise<void> {
    options.signal?.throwIfAborted();
    let admission = this.#admissions.get(playerSessionId);
    if (admission === undefined) {
      const stop = options.signal === undefined ? undefined : new AbortController();
      const answer = this.#admit(playerSessionId, options, stop?.signal).finally(() =>
        this.#admissions.delete(playerSessionId),
      );
      admission = { answer, stop, waiting: 0 };
      this.#admissions.set(playerSessionId, admission);
    }
    return this.#waitFor(admission, options.signal);
  }

  /**
   * Resolves when GSE knows, or when the agent did not answer in time and the departure is kept to be told later.
   */
  remove(playerSessionId: string, options: CallOptions = {}): Promise<void> {
    let removal = this.#removals.get(playerSessionId);
    if (removal === undefined) {
      removal = this.#remove(playerSessionId, options).finally(() => this.#removals.delete(playerSessionId));
      this.#removals.set(playerSessionId, removal);
    }
    return removal;
  }

  /** The same, for who ends the session in the game's place. */
  letGo(playerSessionId: string): Promise<void> {
    this.#letGo.add(playerSessionId);
    return this.remove(playerSessionId);
  }

  /** Whether the player was let go; true once, for a player leaves once. */
  tookLeave(playerSessionId: string): boolean {
    return this.#letGo.delete(playerSessionId);
  }

  /** As `letGo`, for an ending that does not wait for an agent that is away: it rejects, and nothing is kept. */
  async dismiss(playerSessionId: string, options: CallOptions): Promise<void> {
    this.#letGo.add(playerSessionId);
    try {
      await this.#parts.client.removePlayerSession(this.#named(playerSessionId), options);
    } catch (error) {
      if (isUnknown(error)) this.present.delete(playerSessionId);
      throw error;
    }
    this.#left(playerSessionId);
  }

  /** The agent answers again. */
  retryNow(): void {
    this.#departures.retryNow();
  }

  /** The session is over, and with it all of its player sessions. */
  end(): void {
    this.#isOver = true;
    for (const playerSessionId of this.present) this.#letGo.add(playerSessionId);
    this.#departures.close();
    this.present.release();
    for (const { timer } of this.#unanswered.values()) this.#parts.clock.clearTimeout(timer);
    this.#unanswered.clear();
  }

  /** When the last who waits gives up, the question is withdrawn. */
  async #waitFor(admission: Admission, signal: AbortSignal | undefined): Promise<void> {
    admission.waiting += 1;
    if (signal === undefined) return admission.answer;
    const onAbort = (): void => {
      admission.waiting -= 1;
      if (admission.waiting === 0) admission.stop?.abort(signal.reason);
    };
    signal.addEventListener("abort", onAbort);
    const limits = { clock: this.#parts.clock, deadlineAtMs: Infinity, signal };
    try {
      await within(admission.answer, limits, () => new Error("never late"));
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  async #admit(playerSessionId: string, options: CallOptions, signal: AbortSignal | undefined): Promise<void> {
    const { clock, callTimeoutMs } = this.#parts;
    const timeoutMs = checkedTimeout("timeoutMs", options.timeoutMs ?? callTimeoutMs);
    const limits: Limits = { clock, deadlineAtMs: clock.now() + timeoutMs, signal };
    const requestId = options.requestId ?? this.#unanswered.get(playerSessionId)?.requestId ?? randomUUID();
    const late = (): GseError =>
      new GseError(
        "SERVICE_CALL_TIMED_OUT",
        `cannot accept player session "${playerSessionId}": ${String(ACCEPTED_AT_A_TIME)} others are being accepted, and its turn ` +
          `did not come within ${String(timeoutMs)} ms; GSE was not asked`,
      );
    await this.#turnstile.pass(() => this.#ask(playerSessionId, limits, requestId), limits, late);
    if (this.#isOver)
      throw new GseError(
        "GAME_SERVER_SESSION_NOT_READY",
        `cannot accept player session "${playerSessionId}": session "${this.#session.id}" ended meanwhile`,
      );
    if (signal?.aborted === true) this.#giveBack(playerSessionId, requestId);
    signal?.throwIfAborted();
    this.#answered(playerSessionId);
    this.present.add(playerSessionId);
    telemetry()?.playerAccepted();
    this.#parts.onAccepted(playerSessionId);
  }

  async #ask(playerSessionId: string, { clock, deadlineAtMs, signal }: Limits, requestId: string): Promise<void> {
    let repetitions = 0;
    const onRepeat = (): void => {
      repetitions += 1;
    };
    const options = { signal, requestId, onRepeat, timeoutMs: Math.max(1, deadlineAtMs - clock.now()) };
    try {
      await this.#parts.client.acceptPlayerSession(this.#named(playerSessionId), options);
    } catch (error) {
      if (signal?.aborted === true) this.#giveBack(playerSessionId, requestId);
      else if (isUnreachable(error)) this.#mayBeAccepted(playerSessionId, requestId);
      else {
        this.#answered(playerSessionId);
        if (repetitions > 0 && isUnknown(error) && (await this.#isAcceptedAlready(playerSessionId))) return;
        telemetry()?.playerRefused(error instanceof GseError ? (error.reason ?? error.code) : "unknown");
      }
      throw error;
    }
  }

  /** An agent that does not know requestIds refuses the repetition of what it has done. */
  async #isAcceptedAlready(playerSessionId: string): Promise<boolean> {
    if (this.present.has(playerSessionId) || this.#departures.has(playerSessionId)) return false;
    const page = await this.#parts.client
      .describePlayerSessions({ ...this.#named(playerSessionId) })
      .catch(() => undefined);
    return page?.playerSessions.some(({ id, status }) => id === playerSessionId && status === "ACTIVE") === true;
  }

  async #remove(playerSessionId: string, options: CallOptions): Promise<void> {
    const requestId = options.requestId ?? randomUUID();
    this.#answered(playerSessionId);
    try {
      await this.#parts.client.removePlayerSession(this.#named(playerSessionId), { ...options, requestId });
    } catch (error) {
      if (isUnknown(error)) this.present.delete(playerSessionId);
      const isGivenUp = options.signal?.aborted === true;
      if ((!isGivenUp && !isUnreachable(error)) || !this.#departures.keep(playerSessionId, requestId)) throw error;
      this.#left(playerSessionId);
      if (isGivenUp) throw error;
      const message = `the agent does not answer; that player session "${playerSessionId}" left is told to it later`;
      this.#parts.log.warn({ playerSessionId, requestId, err: error }, message);
      return;
    }
    this.#left(playerSessionId);
  }

  #left(playerSessionId: string): void {
    if (this.present.delete(playerSessionId)) this.#parts.onRemoved(playerSessionId);
  }

  /** Nobody waits for the player any more, and GSE may have said yes: the slot must not stay taken. */
  #giveBack(playerSessionId: string, requestId: string): void {
    this.#answered(playerSessionId);
    if (this.#departures.keep(playerSessionId)) this.#departures.retryNow();
    this.#parts.log.debug({ playerSessionId, requestId }, `player session "${playerSessionId}" is given back`);
  }

  /**
   * The player may come again with the same player session, and is accepted under the same requestId then. Whoever does
   * not come while a reservation would last has left.
   */
  #mayBeAccepted(playerSessionId: string, requestId: string): void {
    this.#answered(playerSessionId);
    if (this.#isOver) return;
    const timer = this.#parts.clock.setTimeout(() => {
      this.#unanswered.delete(playerSessionId);
      if (this.#departures.keep(playerSessionId)) this.#departures.retryNow();
    }, RESERVATION_MS);
    this.#unanswered.set(playerSessionId, { requestId, timer });
  }

  #answered(playerSessionId: string): void {
    const found = this.#unanswered.get(playerSessionId);
    if (found === undefined) return;
    this.#parts.clock.clearTimeout(found.timer);
    this.#unanswered.delete(playerSessionId);
  }

  #named(playerSessionId: string): { readonly gameServerSessionId: string; readonly playerSessionId: string } {
    return { gameServerSessionId: this.#session.id, playerSessionId };
  }
}

const isUnknown = (error: unknown): boolean => error instanceof GseError && error.code === "UNEXPECTED_PLAYER_SESSION";
