import { randomInt, randomUUID } from "node:crypto";
import { backoffMs, type Clock, type TimerId } from "./core/index.js";
import type { Log } from "./log.js";
import { isUnreachable, messageOf } from "./model/index.js";

/** More than a session has players (gse-semantics i: 200), so only a program gone wild meets it. */
const MOST = 1_000;
const PAUSES = { firstMs: 1_000, longestMs: 5_000 };

/**
 * What GSE must still hear of and could not be told, because the agent did not answer: kept, and told one after the
 * other when it does. A refusal ends an errand too, as there is nothing left to do then.
 */
export class Errands {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #tell: (id: string, requestId: string) => Promise<void>;
  readonly #waiting = new Map<string, string>();
  #isTelling = false;
  #isClosed = false;
  #attempt = 0;
  #timer: TimerId | undefined;

  /** `tell` by the id of what is gone. */
  constructor(clock: Clock, log: Log, tell: (id: string, requestId: string) => Promise<void>) {
    this.#clock = clock;
    this.#log = log;
    this.#tell = tell;
  }

  has(id: string): boolean {
    return this.#waiting.has(id);
  }

  /** False when it cannot be kept. */
  keep(id: string, requestId: string = randomUUID()): boolean {
    if (this.#isClosed || this.#waiting.size >= MOST) return false;
    this.#waiting.set(id, requestId);
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
    for (const [id, requestId] of this.#waiting) {
      try {
        await this.#tell(id, requestId);
        this.#log.info({ id, requestId }, `GSE knows now that "${id}" is gone`);
      } catch (err) {
        if (isUnreachable(err)) break;
        this.#log.debug({ id, requestId, err }, `GSE knows already that "${id}" is gone: ${messageOf(err)}`);
      }
      this.#attempt = 0;
      this.#waiting.delete(id);
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
