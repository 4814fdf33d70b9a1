import type { Clock, TimerId } from "./core/clock.js";

// Node starts a timer of more than 2^31-1 ms at once, so a longer wait is made of pieces.
const LONGEST_DELAY_MS = 2 ** 31 - 1;

class SystemTimer {
  declare readonly __brand: "TimerId";
  #handle: NodeJS.Timeout;

  constructor(run: () => void, delayMs: number) {
    this.#handle = this.#start(run, delayMs);
  }

  #start(run: () => void, delayMs: number): NodeJS.Timeout {
    if (delayMs <= LONGEST_DELAY_MS) return setTimeout(run, delayMs);
    return setTimeout(() => {
      this.#handle = this.#start(run, delayMs - LONGEST_DELAY_MS);
    }, LONGEST_DELAY_MS);
  }

  stop(): void {
    clearTimeout(this.#handle);
  }
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, delayMs) => new SystemTimer(run, delayMs),
  clearTimeout: (id: TimerId) => {
    if (id instanceof SystemTimer) id.stop();
  },
};
