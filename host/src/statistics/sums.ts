import { fleetSums, type FleetStatisticsRow, type FleetSums } from "../model/index.js";

/** In the making. */
export type MutableSums = { -readonly [name in keyof FleetSums]: FleetSums[name] };

export const noSums: FleetSums = Object.fromEntries(fleetSums.map((name) => [name, 0])) as FleetSums;

/** What both together saw. */
export const added = (a: FleetSums, b: FleetSums): FleetSums =>
  Object.fromEntries(fleetSums.map((name) => [name, a[name] + b[name]])) as FleetSums;

/** Rows of one fleet put together to one for each period of so many milliseconds in which there are any; oldest first, as they are. */
export function rolledUp(
  rows: readonly FleetStatisticsRow[],
  periodMs: number,
): readonly { readonly atMs: number; readonly sums: FleetSums }[] {
  const periods = new Map<number, MutableSums>();
  for (const row of rows) {
    const atMs = beginningOf(row.atMs, periodMs);
    const sums = periods.get(atMs) ?? { ...noSums };
    for (const name of fleetSums) sums[name] += row[name];
    periods.set(atMs, sums);
  }
  return [...periods].map(([atMs, sums]) => ({ atMs, sums }));
}

/** Of the minute, hour or day (of UTC) that an instant is in. */
export const beginningOf = (atMs: number, periodMs: number): number => Math.floor(atMs / periodMs) * periodMs;
