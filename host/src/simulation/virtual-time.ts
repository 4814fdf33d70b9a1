import type { Clock, TimerId } from "../ports/index.js";

interface Timer {
  readonly atMs: number;
  /** Of timers for the same instant the one that was set first comes first. */
  readonly order: number;
  run: (() => void) | undefined;
}

/** The wall clock says so much when a simulation begins. */
const STARTS_AT_MS = Date.UTC(2026, 0, 1);

/**
 * Time that passes only when the simulation says so, with everything that is to happen in it. Timers go by a clock that runs
 * steadily, as the operating system's do; what `now` tells may jump.
 */
export class VirtualTime implements Clock {
  readonly #heap: Timer[] = [];
  #elapsedMs = 0;
  #offsetMs = STARTS_AT_MS;
  #order = 0;
  #pending = 0;

  /** Since the simulation began, whatever the wall clock says. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  now(): number {
    return this.#elapsedMs + this.#offsetMs;
  }

  /** Somebody sets the wall clock, or the machine has slept. */
  jump(byMs: number): void {
    this.#offsetMs += byMs;
  }

  setTimeout(run: () => void, delayMs: number): TimerId {
    const timer: Timer = { atMs: this.#elapsedMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#push(timer);
    this.#pending++;
    return timer as unknown as TimerId;
  }

  clearTimeout(id: TimerId): void {
    const timer = id as unknown as Timer;
    if (timer.run !== undefined) this.#pending--;
    timer.run = undefined;
  }

  /** Timers that were set and have neither fired nor been cleared. */
  get pending(): number {
    return this.#pending;
  }

  /** Lets time pass. What is due on the way happens at its instant, each with all that it brings about at once. */
  async advance(byMs: number, isOver: () => boolean = () => false): Promise<void> {
    const untilMs = this.#elapsedMs + byMs;
    await settled();
    for (let next = this.#heap[0]; next !== undefined && next.atMs <= untilMs; next = this.#heap[0]) {
      if (isOver()) return;
      this.#pop();
      const { run } = next;
      if (run === undefined) continue;
      next.run = undefined;
      this.#pending--;
      this.#elapsedMs = next.atMs;
      run();
      await settled();
    }
    this.#elapsedMs = untilMs;
  }

  #push(timer: Timer): void {
    let place = this.#heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || !isBefore(timer, parent)) break;
      this.#heap[place] = parent;
      place = above;
    }
    this.#heap[place] = timer;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = this.#heap[left + 1];
      let child = this.#heap[left];
      let below = left;
      if (child !== undefined && right !== undefined && isBefore(right, child)) {
        child = right;
        below = left + 1;
      }
      if (child === undefined || !isBefore(child, last)) break;
      this.#heap[place] = child;
      place = below;
    }
    this.#heap[place] = last;
  }
}

const isBefore = (a: Timer, b: Timer): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/**
 * Once every promise that can go on without time passing has gone on. Node runs a next tick only when no microtask is left;
 * this one is asked for by a microtask, so it comes after all those that they bring about.
 */
const settled = async (): Promise<void> => {
  await Promise.resolve();
  await new Promise<void>((resolve) => {
    process.nextTick(resolve);
  });
};
