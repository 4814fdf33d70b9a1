export type TimerId = { readonly __brand: "TimerId" };

/** Time as the SDK sees it; tests move it by hand. The real one is `systemClock`. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs once, `delayMs` milliseconds from now; 0 and less mean as soon as possible. */
  setTimeout(run: () => void, delayMs: number): TimerId;
  clearTimeout(id: TimerId): void;
}
