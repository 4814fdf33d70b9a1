import { useWords } from "../../../i18n/language.js";
import { Card } from "../../../parts/card.js";
import { TimeChart, type Series } from "../../../parts/chart/time-chart.js";
import type { MetricsChart } from "./charts.js";
import { lastOf, lineOf, type FleetMetrics } from "./metrics.js";
import { metricWords } from "./words.js";

export interface ChartCardProps {
  readonly chart: MetricsChart;
  readonly metrics: FleetMetrics;
  readonly fromMs: number;
  readonly toMs: number;
  /** Lines besides, that are no metrics. */
  readonly besides?: readonly Series[];
}

/** Some metrics of a fleet in one picture. */
export function ChartCard({ chart, metrics, fromMs, toMs, besides = [] }: ChartCardProps) {
  const t = useWords(metricWords);
  const last = chart.lines.map(({ metric }) => {
    const value = lastOf(metrics, metric);
    return `${t[metric]} ${value === null ? "–" : chart.valueText(value)}`;
  });
  const lines = chart.lines.map(({ metric, colour }) => ({ name: t[metric], colour, points: lineOf(metrics, metric) }));
  return (
    <Card title={t[chart.name]}>
      <TimeChart
        label={`${t[chart.name]}: ${last.join(", ")}`}
        series={[...lines, ...besides]}
        fromMs={fromMs}
        toMs={toMs}
        valueText={chart.valueText}
        {...(chart.most !== undefined && { most: chart.most })}
        isFine={chart.isFine ?? false}
        heightPx={220}
      />
    </Card>
  );
}
