import type { Clock, TimerId } from "./core/index.js";

/** Aborts its signal at an instant that can be brought forward, or never. */
export class Deadline {
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  #timer: TimerId | undefined;

  constructor(clock: Clock, atMs: number | null) {
    this.#clock = clock;
    if (atMs !== null) this.moveTo(atMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  moveTo(atMs: number): void {
    this.cancel();
    this.#timer = this.#clock.setTimeout(() => this.#controller.abort(), atMs - this.#clock.now());
  }

  /** Leaves no timer behind. */
  cancel(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
