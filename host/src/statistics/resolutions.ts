import type { StatisticsPeriod } from "../model/index.js";
import type { Resolution } from "../ports/index.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const periodMs: Readonly<Record<Resolution, number>> = {
  minute: MINUTE_MS,
  fiveMinutes: 5 * MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
};

/** How long rows of each kind are kept. */
export const keepMs: Readonly<Record<StatisticsPeriod, number>> = {
  minute: 2 * DAY_MS,
  hour: 35 * DAY_MS,
  day: 400 * DAY_MS,
};

/** The rows that a resolution is made of. */
export const rowsOf = (resolution: Resolution): StatisticsPeriod =>
  resolution === "fiveMinutes" ? "minute" : resolution;

/** Spans up to which a chart of so many points can still be read, finest first. */
const longestSpanMs: readonly (readonly [Resolution, number])[] = [
  ["minute", 2 * HOUR_MS],
  ["fiveMinutes", 3 * DAY_MS],
  ["hour", 35 * DAY_MS],
];

/** The finest that is kept since then and does not make too many points of the span. */
export function resolutionFor(fromMs: number, toMs: number, nowMs: number): Resolution {
  const isKept = (resolution: Resolution): boolean => fromMs >= nowMs - keepMs[rowsOf(resolution)];
  const found = longestSpanMs.find(([resolution, longestMs]) => toMs - fromMs <= longestMs && isKept(resolution));
  return found?.[0] ?? "day";
}
