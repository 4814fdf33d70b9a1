import { memo } from "react";
import { useWords } from "../../../i18n/language.js";
import type { InstanceMetricsAnswer } from "../../../live/wire.js";
import { MetricsCharts } from "../../../parts/monitoring/metrics-charts.js";
import type { ChartsProps } from "../../../parts/monitoring/monitoring.js";
import { instanceCharts } from "./charts.js";
import { instanceMetricWords } from "./words.js";

export const InstanceCharts = memo(function InstanceCharts(props: ChartsProps<InstanceMetricsAnswer>) {
  return <MetricsCharts charts={instanceCharts} words={useWords(instanceMetricWords)} {...props} />;
});
