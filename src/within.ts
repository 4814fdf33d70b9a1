import type { Clock } from "./core/index.js";

export interface Limits {
  readonly clock: Clock;
  /** Infinity for never. */
  readonly deadlineAtMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What the promise brings, unless the deadline passes first (rejects with `late()`) or the signal aborts (rejects with
 * its reason). No timer and no listener stays behind.
 */
export function within<T>(promise: Promise<T>, limits: Limits, late: () => Error): Promise<T> {
  const { clock, deadlineAtMs, signal } = limits;
  return new Promise<T>((resolve, reject) => {
    const settled = (): void => {
      if (timer !== undefined) clock.clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const onAbort = (): void => {
      settled();
      reject(signal?.reason as Error);
    };
    const onLate = (): void => {
      settled();
      reject(late());
    };
    const timer = deadlineAtMs === Infinity ? undefined : clock.setTimeout(onLate, deadlineAtMs - clock.now());
    promise.then(resolve, reject).finally(settled);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener("abort", onAbort);
  });
}
