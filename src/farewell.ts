import { AsyncLocalStorage } from "node:async_hooks";
import { farewellEndsAtMs, type Clock } from "./core/index.js";
import { Deadline } from "./deadline.js";

/** The program's own part of the ending: runs its handler, and stops waiting for it when time is up. */
export class Farewell {
  readonly #clock: Clock;
  readonly #deadline: Deadline;
  readonly #handlerScope = new AsyncLocalStorage<true>();
  #stopWaiting: () => void = () => {};

  constructor(clock: Clock, deadlineAtMs: number | null) {
    this.#clock = clock;
    this.#deadline = new Deadline(clock, farewellEndsAtMs(clock.now(), deadlineAtMs));
  }

  /** True in what the handler runs, timers and promises included. */
  get isInsideHandler(): boolean {
    return this.#handlerScope.getStore() === true;
  }

  bringForward(deadlineAtMs: number): void {
    const atMs = farewellEndsAtMs(this.#clock.now(), deadlineAtMs);
    if (atMs !== null) this.#deadline.moveTo(atMs);
  }

  /** The handler has said all it wants to: the ending goes on without it. */
  release(): void {
    this.#stopWaiting();
  }

  /** Settles when the handler did, was released, or has no time left; rejects with what the handler threw. */
  run(handler: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#deadline;
    return new Promise<void>((resolve, reject) => {
      this.#stopWaiting = resolve;
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
      this.#handlerScope.run(true, () => handler(signal)).then(resolve, reject);
    }).finally(() => this.#deadline.cancel());
  }

  /** Leaves nothing behind. */
  close(): void {
    this.#deadline.cancel();
    this.#handlerScope.disable();
  }
}
