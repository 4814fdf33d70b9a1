import type { QueueMetricsAnswer } from "../../../live/wire.js";
import type { MetricsChart } from "../../../parts/monitoring/metrics-card.js";
import type { MetricOf } from "../../../parts/monitoring/metrics.js";
import { numberText, timeSpanText } from "../../../parts/monitoring/value-text.js";
import type { queueMetricWords } from "./words.js";

/** Which metrics of gse-semantics k stand in one picture. */
export const queueCharts: readonly MetricsChart<keyof (typeof queueMetricWords)["en"], MetricOf<QueueMetricsAnswer>>[] =
  [
    { name: "depth", lines: [{ metric: "Depth", colour: "--td-brand-color" }], valueText: numberText },
    { name: "wait", lines: [{ metric: "AverageWaitMs", colour: "--td-warning-color" }], valueText: timeSpanText },
    {
      name: "placements",
      lines: [
        { metric: "Started", colour: "--td-brand-color" },
        { metric: "Fulfilled", colour: "--td-success-color" },
        { metric: "Cancelled", colour: "--td-text-color-placeholder" },
        { metric: "TimedOut", colour: "--td-warning-color" },
        { metric: "Failed", colour: "--td-error-color" },
      ],
      valueText: numberText,
    },
    {
      name: "placing",
      lines: [{ metric: "AverageTimeToPlaceMs", colour: "--td-success-color" }],
      valueText: timeSpanText,
    },
    {
      name: "choice",
      lines: [
        { metric: "FirstNotViable", colour: "--td-error-color" },
        { metric: "FirstNotAvailable", colour: "--td-warning-color" },
        { metric: "Nearest", colour: "--td-success-color" },
      ],
      valueText: numberText,
    },
  ];
