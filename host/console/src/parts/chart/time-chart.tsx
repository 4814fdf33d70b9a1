import { lazy, Suspense } from "react";
import type { TimeChartProps } from "./echarts-time-chart.js";
import "./time-chart.css";

const EchartsTimeChart = lazy(() => import("./echarts-time-chart.js"));

export type { Series, TimeChartProps } from "./echarts-time-chart.js";

/** Lines over time. What draws them is loaded when the first is looked at. */
export function TimeChart(props: TimeChartProps) {
  return (
    <div className="time-chart" style={{ height: props.heightPx ?? 260 }}>
      <Suspense>
        <EchartsTimeChart {...props} />
      </Suspense>
    </div>
  );
}
