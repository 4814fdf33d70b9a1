import type { FleetMetricsAnswer } from "../../live/wire.js";

/** Points in time with some metrics each, as `POST /console/metrics` answers them; null: nothing is known of that one. */
export interface Metrics<Metric extends string = never> {
  readonly Resolution: FleetMetricsAnswer["Resolution"];
  /** From one point to the next; where more lies between two of them, nobody looked. */
  readonly StepMs: number;
  readonly Points: readonly MetricsPoint<Metric>[];
}

export type MetricsPoint<Metric extends string> = { readonly AtMs: number } & Readonly<Record<Metric, number | null>>;

/** What an answer has metrics of. */
export type MetricOf<Answer extends Metrics> = Exclude<keyof Answer["Points"][number], "AtMs"> & string;

export type Line = readonly (readonly [atMs: number, value: number | null])[];

/** One value of each point as a line; where nobody looked, it breaks. */
export const lineOf = <Point extends { readonly AtMs: number }>(
  points: readonly Point[],
  stepMs: number,
  valueOf: (point: Point) => number | null,
): Line =>
  points.flatMap((point, index): Line => {
    const before = points[index - 1];
    const value = [point.AtMs, valueOf(point)] as const;
    const hasGap = before !== undefined && point.AtMs - before.AtMs > stepMs * 1.5;
    return hasGap ? [[before.AtMs + stepMs, null], value] : [value];
  });
