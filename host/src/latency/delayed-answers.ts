import type { Clock, TimerId } from "../ports/index.js";

/** Answers that are on their simulated way. */
export class DelayedAnswers {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #timers = new Set<TimerId>();

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Gives `answer` when its time has come; the undo, or undefined when too many are on their way and this one is lost. */
  add(delayMs: number, answer: () => void): (() => void) | undefined {
    if (this.#timers.size >= this.#most) return undefined;
    const timer = this.#clock.setTimeout(() => {
      this.#timers.delete(timer);
      answer();
    }, delayMs);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      this.#clock.clearTimeout(timer);
    };
  }

  /** None of them arrives. */
  close(): void {
    for (const timer of this.#timers) this.#clock.clearTimeout(timer);
    this.#timers.clear();
  }
}
