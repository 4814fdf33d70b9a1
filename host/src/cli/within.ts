import type { Clock } from "../ports/index.js";

/** The wait was given up because the command was asked to end. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

export interface Limits {
  readonly clock: Clock;
  readonly ms: number;
  readonly signal: AbortSignal;
  /** What to throw when the time is over. */
  readonly tooLate: () => Error;
}

/** The outcome of `work`, unless time is over or the command is asked to end before. */
export async function within<T>(work: Promise<T>, { clock, ms, signal, tooLate }: Limits): Promise<T> {
  return new Promise((resolve, reject) => {
    const onStop = (): void => {
      settle();
      reject(new Stopped("asked to end"));
    };
    const timer = clock.setTimeout(() => {
      settle();
      reject(tooLate());
    }, ms);
    const settle = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener("abort", onStop);
    };
    signal.addEventListener("abort", onStop, { once: true });
    work.then(resolve, reject).finally(settle);
    if (signal.aborted) onStop();
  });
}
