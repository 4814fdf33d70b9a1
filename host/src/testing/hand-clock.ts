import type { Clock, TimerId } from "../ports/index.js";

interface Timer {
  readonly run: () => void;
  readonly atMs: number;
}

/**
 * Time that moves only when it is moved by hand. Give it to whatever takes a `clock`: `new GameServer({ clock })`,
 * `new GseClient({ clock })`, a class of your own. Starts at 2026-01-01 00:00 UTC unless told otherwise.
 */
export class HandClock implements Clock {
  #nowMs: number;
  #changes = 0;
  // Of timers for the same instant the one that was set first comes first: a Set keeps that order.
  readonly #timers = new Set<Timer>();

  constructor(startAtMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startAtMs;
  }

  now(): number {
    return this.#nowMs;
  }

  setTimeout(run: () => void, delayMs: number): TimerId {
    const timer: Timer = { run, atMs: this.#nowMs + Math.max(0, delayMs) };
    this.#timers.add(timer);
    this.#changes++;
    return timer as unknown as TimerId;
  }

  clearTimeout(id: TimerId): void {
    if (this.#timers.delete(id as unknown as Timer)) this.#changes++;
  }

  /** Timers that were set and have neither fired nor been cleared: 0 when nothing waits, as after a clean end. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Grows with every timer that is set, cleared or fires: whoever waits for quiet sees that something went on. */
  get changes(): number {
    return this.#changes;
  }

  /** Moves time on; what is due on the way fires in order, each at its instant, all within this call. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    while (this.#fireNext(untilMs));
    this.#nowMs = untilMs;
  }

  /** As `advance`, but what each timer brings about has come to rest, as `rest` tells, before the next one fires. */
  async advanceCalmly(byMs: number, rest: () => Promise<void>): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    await rest();
    while (this.#fireNext(untilMs)) await rest();
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  /** True when a timer was due until then; it has fired. */
  #fireNext(untilMs: number): boolean {
    let next: Timer | undefined;
    for (const timer of this.#timers)
      if (timer.atMs <= untilMs && (next === undefined || timer.atMs < next.atMs)) next = timer;
    if (next === undefined) return false;
    this.#timers.delete(next);
    this.#changes++;
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.run();
    return true;
  }
}
