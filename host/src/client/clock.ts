export type TimerId = { readonly __brand: "TimerId" };

/** Time as the client sees it: for signatures and deadlines. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  setTimeout(run: () => void, delayMs: number): TimerId;
  clearTimeout(id: TimerId): void;
}
