import { memo } from "react";
import { useWords } from "../../../i18n/language.js";
import { Card } from "../../../parts/card.js";
import { TimeChart } from "../../../parts/chart/time-chart.js";
import { charts, type MetricsChart } from "./charts.js";
import { lastOf, lineOf, type FleetMetrics } from "./metrics.js";
import { metricWords } from "./words.js";
import "./metrics-charts.css";

export interface MetricsChartsProps {
  readonly metrics: FleetMetrics;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Drawn anew only with new metrics. */
export const MetricsCharts = memo(function MetricsCharts(props: MetricsChartsProps) {
  return (
    <div className="metrics-charts">
      {charts.map((chart) => (
        <OneChart key={chart.name} chart={chart} {...props} />
      ))}
    </div>
  );
});

function OneChart({ chart, metrics, fromMs, toMs }: MetricsChartsProps & { readonly chart: MetricsChart }) {
  const t = useWords(metricWords);
  const last = chart.lines.map(({ metric }) => {
    const value = lastOf(metrics, metric);
    return `${t[metric]} ${value === null ? "–" : chart.valueText(value)}`;
  });
  return (
    <Card title={t[chart.name]}>
      <TimeChart
        label={`${t[chart.name]}: ${last.join(", ")}`}
        series={chart.lines.map(({ metric, colour }) => ({ name: t[metric], colour, points: lineOf(metrics, metric) }))}
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
