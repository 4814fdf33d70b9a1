import { Card } from "../card.js";
import { TimeChart, type ChartForm, type Series } from "../chart/time-chart.js";

export interface ChartCardProps extends ChartForm {
  readonly title: string;
  readonly series: readonly Series[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** Some lines over time, with what they show. */
export function ChartCard({ title, ...chart }: ChartCardProps) {
  const { series, valueText = String } = chart;
  const last = series.map(({ name, points }) => {
    const value = points.at(-1)?.[1] ?? null;
    return `${name} ${value === null ? "–" : valueText(value)}`;
  });
  return (
    <Card title={title}>
      <TimeChart {...chart} label={`${title}: ${last.join(", ")}`} heightPx={220} />
    </Card>
  );
}
