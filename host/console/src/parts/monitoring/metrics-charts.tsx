import type { ReactNode } from "react";
import { MetricsCard, type MetricsCardProps, type MetricsChart } from "./metrics-card.js";
import "./metrics-charts.css";

export interface MetricsChartsProps<Name extends string, Metric extends string> extends Omit<
  MetricsCardProps<Name, Metric>,
  "chart" | "besides"
> {
  readonly charts: readonly MetricsChart<Name, Metric>[];
  /** Cards besides. */
  readonly children?: ReactNode;
}

/** Each chart in a card of its own, as many in a row as there is room for. */
export function MetricsCharts<Name extends string, Metric extends string>(props: MetricsChartsProps<Name, Metric>) {
  const { charts, children, ...card } = props;
  return (
    <div className="metrics-charts">
      {charts.map((chart) => (
        <MetricsCard key={chart.name} chart={chart} {...card} />
      ))}
      {children}
    </div>
  );
}
