import type { InstanceUse } from "../model/index.js";
import type { UsePerInterval, UseResolution, UseWithin } from "../ports/index.js";
import { beginningOf } from "./sums.js";

export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The part of a use within a range; one that goes on is used until now. */
export function useWithin(use: InstanceUse, { fromMs, toMs }: Range, nowMs: number): UseWithin {
  const beganAtMs = Math.max(use.beganAtMs, fromMs);
  const endMs = Math.min(use.endedAtMs ?? Math.max(nowMs, beganAtMs), toMs);
  const goesOn = use.endedAtMs === null && toMs >= nowMs;
  return { ...use, beganAtMs, endedAtMs: goesOn ? null : endMs, usedMs: Math.max(0, endMs - beganAtMs) };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** As many hours as a chart can show. */
const LONGEST_IN_HOURS_MS = 2 * DAY_MS;

export const useResolution = ({ fromMs, toMs }: Range): UseResolution =>
  toMs - fromMs <= LONGEST_IN_HOURS_MS ? "hour" : "day";

/** Whole hours or days of UTC, from the first use to the end of the range or now, whichever is first. */
export function usePerInterval(uses: readonly InstanceUse[], range: Range, nowMs: number): UsePerInterval {
  const resolution = useResolution(range);
  const stepMs = resolution === "hour" ? HOUR_MS : DAY_MS;
  const within = uses.map((use) => useWithin(use, range, nowMs));
  const usedMs = new Map<number, number>();
  const firstMs = within.reduce((first, { beganAtMs }) => Math.min(first, beganAtMs), Infinity);
  const endMs = Math.min(range.toMs, nowMs);
  for (let atMs = beginningOf(firstMs, stepMs); atMs < endMs; atMs += stepMs) usedMs.set(atMs, 0);
  for (const { beganAtMs, usedMs: allMs } of within) {
    const useEndMs = beganAtMs + allMs;
    for (let atMs = beginningOf(beganAtMs, stepMs); atMs < useEndMs; atMs += stepMs) {
      const partMs = Math.min(useEndMs, atMs + stepMs) - Math.max(beganAtMs, atMs);
      usedMs.set(atMs, (usedMs.get(atMs) ?? 0) + partMs);
    }
  }
  return { resolution, intervals: [...usedMs].map(([atMs, used]) => ({ atMs, usedMs: used })) };
}
