const LEAST_MS = 60_000;
const MOST_MS = 600_000;

/** How far back a live chart looks: as far as it knows, a minute at least and ten at most. */
export const shownSpanMs = (firstAtMs: number | undefined, nowMs: number): number =>
  Math.min(MOST_MS, Math.max(LEAST_MS, nowMs - (firstAtMs ?? nowMs)));
