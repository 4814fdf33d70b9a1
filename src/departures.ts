import { randomInt, randomUUID } from "node:crypto";
import { backoffMs, type Clock, type TimerId } from "./core/index.js";
import type { Log } from "./log.js";
import { isUnreachable, messageOf } from "./model/index.js";

/** More than a session has players (gse-semantics i: 200), so only a program gone wild meets it. */
const MOST = 1_000;
const PAUSES = { firstMs: 1_000, longestMs: 5_000 };

/**
 * Players who left while the agent did not answer: kept, and told to GSE one after the other when it does. For one
 * session; what is left when that is over is dropped, as GSE has ended those player sessions then.
 */
export class Departures {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #tell: (playerSessionId: string, requestId: string) => Promise<void>;
  readonly #waiting = new Map<string, string>();
  #isTelling = false;
  #isClosed = false;
  #attempt = 0;
  #timer: TimerId | undefined;

  constructor(clock: Clock, log: Log, tell: (playerSessionId: string, requestId: string) => Promise<void>) {
    this.#clock = clock;
    this.#log = log;
    this.#tell = tell;
  }

  get size(): number {
    return this.#waiting.size;
  }

  has(playerSessionId: string): boolean {
    return this.#waiting.has(playerSessionId);
  }

  /** False when it cannot be kept. */
  keep(playerSessionId: string, requestId: string = randomUUID()): boolean {
    if (this.#isClosed || this.#waiting.size >= MOST) return false;
    this.#waiting.set(playerSessionId, requestId);
    if (!this.#isTelling) this.#pause();
    return true;
  }

  /** The agent answers again: no need to wait any longer. */
  retryNow(): void {
    this.#attempt = 0;
    this.#stopTimer();
    void this.#tellAll();
  }

  /** Drops what is left. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    this.#stopTimer();
  }

  async #tellAll(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (const [playerSessionId, requestId] of this.#waiting) {
      try {
        await this.#tell(playerSessionId, requestId);
        this.#log.info({ playerSessionId, requestId }, `GSE knows now that player session "${playerSessionId}" left`);
      } catch (err) {
        if (isUnreachable(err)) break;
        this.#log.debug({ playerSessionId, requestId, err }, `nothing to remove any more: ${messageOf(err)}`);
      }
      this.#attempt = 0;
      this.#waiting.delete(playerSessionId);
    }
    this.#isTelling = false;
    if (this.#waiting.size > 0) this.#pause();
  }

  #pause(): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    this.#attempt += 1;
    const pauseMs = backoffMs(this.#attempt, randomInt(2 ** 32) / 2 ** 32, PAUSES);
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = undefined;
      void this.#tellAll();
    }, pauseMs);
  }

  #stopTimer(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
