import type { QueueMetricsAnswer } from "../../../live/wire.js";
import { lineOf, type Line } from "../../../parts/monitoring/metrics.js";

/** What was placed in each region, to be stacked: where the queue was looked at and nothing placed there, that is none. */
export const regionLines = ({
  Points,
  StepMs,
  Regions,
}: QueueMetricsAnswer): readonly { readonly region: string; readonly points: Line }[] =>
  Regions.map(({ Region, Points: placed }) => {
    const placements = new Map(placed.map(({ AtMs, Placements }) => [AtMs, Placements]));
    return { region: Region, points: lineOf(Points, StepMs, ({ AtMs }) => placements.get(AtMs) ?? 0) };
  });
