import type { Clock, TimerId } from "../../../src/ports/index.js";

/** Stands still until it is told; starts at `startAtMs`. */
export class HandMovedClock implements Clock {
  #nowMs: number;
  readonly #timers = new Map<TimerId, { readonly atMs: number; readonly run: () => void }>();

  constructor(startAtMs: number) {
    this.#nowMs = startAtMs;
  }

  /** Timers that are set and have not run. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#nowMs;
  }

  setTimeout(run: () => void, delayMs: number): TimerId {
    const id = {} as TimerId;
    this.#timers.set(id, { atMs: this.#nowMs + delayMs, run });
    return id;
  }

  clearTimeout(id: TimerId): void {
    this.#timers.delete(id);
  }

  /** Moves on, running what falls due on the way, each at its own time. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const due = [...this.#timers]
        .filter(([, timer]) => timer.atMs <= untilMs)
        .sort(([, a], [, b]) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      const [id, timer] = due;
      this.#timers.delete(id);
      this.#nowMs = Math.max(this.#nowMs, timer.atMs);
      timer.run();
    }
    this.#nowMs = untilMs;
  }
}
