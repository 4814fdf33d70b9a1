import { memo } from "react";
import { ChartCard } from "./chart-card.js";
import { charts } from "./charts.js";
import type { FleetMetrics } from "./metrics.js";
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
        <ChartCard key={chart.name} chart={chart} {...props} />
      ))}
    </div>
  );
});
