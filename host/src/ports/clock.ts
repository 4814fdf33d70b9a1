export type TimerId = { readonly __brand: "TimerId" };

/** Time as the host sees it; tests move it by hand. The real one is `system-clock.ts`. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  setTimeout(run: () => void, delayMs: number): TimerId;
  clearTimeout(id: TimerId): void;
}

/** Milliseconds since some moment, with fractions: for measuring how long something took, whatever the clock is set to. */
export type Stopwatch = () => number;
