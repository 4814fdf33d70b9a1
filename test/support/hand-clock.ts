import type { Clock, TimerId } from "gse-server-sdk";

interface Timer {
  readonly run: () => void;
  readonly atMs: number;
}

/** Time that moves only when a test says so. */
export class HandClock implements Clock {
  #nowMs: number;
  readonly #timers = new Map<TimerId, Timer>();

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  setTimeout(run: () => void, delayMs: number): TimerId {
    const id = {} as TimerId;
    this.#timers.set(id, { run, atMs: this.#nowMs + Math.max(0, delayMs) });
    return id;
  }

  clearTimeout(id: TimerId): void {
    this.#timers.delete(id);
  }

  /** How many timers are waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Runs whatever is due on the way, in order. */
  advance(byMs: number): void {
    const endMs = this.#nowMs + byMs;
    while (true) {
      const next = [...this.#timers].filter(([, { atMs }]) => atMs <= endMs).sort((a, b) => a[1].atMs - b[1].atMs)[0];
      if (next === undefined) break;
      const [id, { run, atMs }] = next;
      this.#timers.delete(id);
      this.#nowMs = Math.max(this.#nowMs, atMs);
      run();
    }
    this.#nowMs = endMs;
  }
}
