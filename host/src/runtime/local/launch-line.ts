import type { ProcessId } from "../../model/index.js";
import type { Clock, TimerId } from "../../ports/index.js";

/** A server that loads for longer is not waited for. */
const PATIENCE_MS = 10_000;

/**
 * Processes that start take all the processors there are: a hundred at once would leave none to the host, and the first
 * would be ready hardly before the last. So only so many start at the same time, in the order in which they were to.
 */
export class LaunchLine {
  readonly #clock: Clock;
  readonly #atOnce: number;
  readonly #waiting = new Map<ProcessId, (isItsTurn: boolean) => void>();
  readonly #starting = new Map<ProcessId, TimerId>();

  constructor(clock: Clock, atOnce: number) {
    this.#clock = clock;
    this.#atOnce = atOnce;
  }

  /** True when it is its turn; false when it left before that. */
  enter(id: ProcessId): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#admit();
    });
  }

  /** It is ready, or gone, or is not to be started any more. */
  leave(id: ProcessId): void {
    const turnAway = this.#waiting.get(id);
    this.#waiting.delete(id);
    turnAway?.(false);
    const timer = this.#starting.get(id);
    if (timer === undefined) return;
    this.#clock.clearTimeout(timer);
    this.#starting.delete(id);
    this.#admit();
  }

  /** Whoever waits leaves. */
  close(): void {
    for (const id of [...this.#waiting.keys(), ...this.#starting.keys()]) this.leave(id);
  }

  #admit(): void {
    for (const [id, letIn] of this.#waiting) {
      if (this.#starting.size >= this.#atOnce) return;
      this.#waiting.delete(id);
      this.#starting.set(
        id,
        this.#clock.setTimeout(() => {
          this.leave(id);
        }, PATIENCE_MS),
      );
      letIn(true);
    }
  }
}
