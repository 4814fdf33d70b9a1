/**
 * Asks a region once, and gives back how many milliseconds its answer took.
 * @throws anything when no answer comes; `signal.reason` when that is aborted
 */
export type LatencyProbe = (region: string, signal: AbortSignal) => Promise<number>;
