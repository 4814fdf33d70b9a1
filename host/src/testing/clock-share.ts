import type { Clock, TimerId } from "../ports/index.js";

/** A clock for one user of a common one, who may be killed: then none of that user's timers fires any more. */
export class ClockShare implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<TimerId>();
  #isDropped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  setTimeout(run: () => void, delayMs: number): TimerId {
    const id = this.#clock.setTimeout(() => {
      this.#timers.delete(id);
      run();
    }, delayMs);
    if (this.#isDropped) this.#clock.clearTimeout(id);
    else this.#timers.add(id);
    return id;
  }

  clearTimeout(id: TimerId): void {
    this.#timers.delete(id);
    this.#clock.clearTimeout(id);
  }

  /** Timers of this user that wait. */
  get pending(): number {
    return this.#timers.size;
  }

  drop(): void {
    this.#isDropped = true;
    for (const id of this.#timers) this.#clock.clearTimeout(id);
    this.#timers.clear();
  }
}
