import { memo } from "react";
import { useWords } from "../../../i18n/language.js";
import type { FleetMetricsAnswer } from "../../../live/wire.js";
import { MetricsCharts } from "../../../parts/monitoring/metrics-charts.js";
import type { ChartsProps } from "../../../parts/monitoring/monitoring.js";
import { fleetCharts } from "./charts.js";
import { fleetMetricWords } from "./words.js";

export const FleetCharts = memo(function FleetCharts(props: ChartsProps<FleetMetricsAnswer>) {
  return <MetricsCharts charts={fleetCharts} words={useWords(fleetMetricWords)} {...props} />;
});
