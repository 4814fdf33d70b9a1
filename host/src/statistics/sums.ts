import { statisticsSums, type StatisticsOf, type StatisticsRow, type Sums } from "../model/index.js";

/** In the making. */
export type MutableSums<Of extends StatisticsOf> = { -readonly [Name in keyof Sums<Of>]: number };

/** A new one, of what nobody has looked at yet. */
export const noSums = <Of extends StatisticsOf>(of: Of): MutableSums<Of> =>
  Object.fromEntries(statisticsSums[of].map((name) => [name, 0])) as MutableSums<Of>;

/** What both together saw. */
export function added<Of extends StatisticsOf>(of: Of, one: Sums<Of>, other: Sums<Of>): MutableSums<Of> {
  const sums = noSums(of);
  for (const name of statisticsSums[of] as readonly (keyof Sums<Of>)[]) sums[name] = one[name] + other[name];
  return sums;
}

/** Rows of one thing put together to one for each period of so many milliseconds in which there are any; oldest first, as they are. */
export function rolledUp<Of extends StatisticsOf>(
  of: Of,
  rows: readonly StatisticsRow<Of>[],
  periodMs: number,
): readonly { readonly atMs: number; readonly sums: Sums<Of> }[] {
  const periods = new Map<number, Sums<Of>>();
  for (const row of rows) {
    const atMs = beginningOf(row.atMs, periodMs);
    periods.set(atMs, added(of, periods.get(atMs) ?? noSums(of), row));
  }
  return [...periods].map(([atMs, sums]) => ({ atMs, sums }));
}

/** Of the minute, hour or day (of UTC) that an instant is in. */
export const beginningOf = (atMs: number, periodMs: number): number => Math.floor(atMs / periodMs) * periodMs;
