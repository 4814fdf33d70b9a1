import type { Clock, TimerId } from "../ports/index.js";

const MINUTE_MS = 60_000;

/** Calls at the end of each minute, by the clock on the wall. */
export class MinuteTimer {
  readonly #clock: Clock;
  readonly #onMinute: (atMs: number) => void;
  #timer: TimerId | undefined;

  /** @param onMinute told the beginning of the minute that is over; of the one that it is, when the machine slept meanwhile */
  constructor(clock: Clock, onMinute: (atMs: number) => void) {
    this.#clock = clock;
    this.#onMinute = onMinute;
  }

  start(): void {
    this.#plan(minuteOf(this.#clock.now()) + MINUTE_MS);
  }

  close(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #plan(dueAtMs: number): void {
    this.#timer = this.#clock.setTimeout(() => {
      const nowMs = this.#clock.now();
      // Timers go by another clock: this one may have been set, and a timer may be a moment early.
      const isInTime = Math.abs(nowMs - dueAtMs) < MINUTE_MS;
      this.#plan((isInTime ? dueAtMs : minuteOf(nowMs)) + MINUTE_MS);
      this.#onMinute(isInTime ? dueAtMs - MINUTE_MS : minuteOf(nowMs));
    }, dueAtMs - this.#clock.now());
  }
}

export const minuteOf = (atMs: number): number => Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
