import type { Clock, TimerId } from "./ports/index.js";

/** One timer for the world's next deadline. */
export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #timer: { readonly id: TimerId; readonly atMs: number } | undefined;
  /** After a failure: nothing is due before. */
  #notBeforeMs = 0;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  holdBack(ms: number): void {
    this.#notBeforeMs = this.#clock.now() + ms;
  }

  plan(dueAtMs: number | undefined): void {
    if (dueAtMs === undefined) return;
    const atMs = Math.max(dueAtMs, this.#notBeforeMs);
    const nowMs = this.#clock.now();
    // A timer that fires too early does no harm, one that should have fired stands for a time before the clock was set.
    if (this.#timer !== undefined && this.#timer.atMs <= atMs && this.#timer.atMs > nowMs) return;
    this.close();
    const id = this.#clock.setTimeout(
      () => {
        this.#timer = undefined;
        this.#onDue();
      },
      Math.max(0, atMs - nowMs),
    );
    this.#timer = { id, atMs };
  }

  /** The clock may have been set, or the machine have slept: timers go by another one. True: it is due already. */
  catchUp(dueAtMs: number | undefined, longestHoldMs: number): boolean {
    const nowMs = this.#clock.now();
    this.#notBeforeMs = Math.min(this.#notBeforeMs, nowMs + longestHoldMs);
    return dueAtMs !== undefined && Math.max(dueAtMs, this.#notBeforeMs) <= nowMs;
  }

  close(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer.id);
    this.#timer = undefined;
  }
}
