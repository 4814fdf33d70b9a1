import { randomInt } from "node:crypto";
import { backoffMs, type Clock } from "./core/index.js";
import type { Log } from "./log.js";
import { messageOf } from "./model/index.js";

export interface ReunionParts {
  readonly clock: Clock;
  readonly log: Log;
  /** False when there is nothing to announce, or no longer. */
  readonly isWanted: () => boolean;
  readonly announce: () => Promise<void>;
  /** What else is to be done once GSE knows the process again. */
  readonly afterwards: () => Promise<void>;
}

const PAUSES = { firstMs: 250, longestMs: 5_000 };

/** After a broken connection: announces the process again until that succeeds, then brings both sides to the same view. */
export class Reunion {
  readonly #parts: ReunionParts;
  #isRunning = false;
  #isDue = false;
  #isClosed = false;
  #endPause: (() => void) | undefined;

  constructor(parts: ReunionParts) {
    this.#parts = parts;
  }

  /** A new connection stands. */
  begin(): void {
    this.#isDue = true;
    if (this.#isRunning) this.#endPause?.();
    else void this.#run();
  }

  /** Leaves no timer behind. */
  close(): void {
    this.#isClosed = true;
    this.#endPause?.();
  }

  async #run(): Promise<void> {
    const { announce, afterwards, log } = this.#parts;
    this.#isRunning = true;
    let attempt = 0;
    while (this.#isStillDue()) {
      this.#isDue = false;
      try {
        await announce();
        attempt = 0;
        await afterwards();
      } catch (err) {
        this.#isDue = true;
        attempt += 1;
        if (!this.#isStillDue()) break;
        log.warn({ err }, `the process could not be announced again, and is tried anew: ${messageOf(err)}`);
        await this.#wait(backoffMs(attempt, randomInt(2 ** 32) / 2 ** 32, PAUSES));
      }
    }
    this.#isRunning = false;
  }

  #isStillDue(): boolean {
    return this.#isDue && !this.#isClosed && this.#parts.isWanted();
  }

  #wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#endPause = undefined;
        this.#parts.clock.clearTimeout(timer);
        resolve();
      };
      const timer = this.#parts.clock.setTimeout(end, delayMs);
      this.#endPause = end;
    });
  }
}
