import type { Clock, TimerId } from "./ports/index.js";

/** Ten thousand processes at once would hold up everything else for a tenth of a second. */
const AT_ONCE = 100;

/** Does something for many, a few at a time, so that the event loop is free in between. One such work at a time. */
export class InPieces {
  readonly #clock: Clock;
  #timer: TimerId | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `done` when `each` was called for all of them, perhaps before it returns. */
  run<T>(all: readonly T[], each: (one: T) => void, done: () => void): void {
    const goOn = (from: number): void => {
      this.#timer = undefined;
      for (const one of all.slice(from, from + AT_ONCE)) each(one);
      const next = from + AT_ONCE;
      if (next >= all.length) {
        done();
        return;
      }
      this.#timer = this.#clock.setTimeout(() => {
        goOn(next);
      }, 0);
    };
    goOn(0);
  }

  /** What is under way ends where it is. */
  cancel(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
