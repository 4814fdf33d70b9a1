import { lazy, Suspense } from "react";
import { whenIdle } from "../../browser/when-idle.js";
import type { TimeChartProps } from "./echarts-time-chart.js";
import "./time-chart.css";

const EchartsTimeChart = lazy(async () => {
  await new Promise<void>((resolve) => void whenIdle(resolve));
  return import("./echarts-time-chart.js");
});

export type { ChartForm, Series, TimeChartProps } from "./echarts-time-chart.js";

/** Lines over time. What draws them is half of all code here: it is loaded when all else is to be seen. */
export function TimeChart(props: TimeChartProps) {
  return (
    <div className="time-chart" style={{ height: props.heightPx ?? 260 }}>
      <Suspense>
        <EchartsTimeChart {...props} />
      </Suspense>
    </div>
  );
}
