import { memo } from "react";
import { useWords } from "../../../i18n/language.js";
import type { QueueMetricsAnswer } from "../../../live/wire.js";
import { ChartCard } from "../../../parts/monitoring/chart-card.js";
import { MetricsCharts } from "../../../parts/monitoring/metrics-charts.js";
import type { ChartsProps } from "../../../parts/monitoring/monitoring.js";
import { numberText } from "../../../parts/monitoring/value-text.js";
import { regionNames } from "../../../parts/region-names.js";
import { queueCharts } from "./charts.js";
import { regionColour } from "./region-colour.js";
import { regionLines } from "./region-lines.js";
import { queueMetricWords } from "./words.js";

export const QueueCharts = memo(function QueueCharts(props: ChartsProps<QueueMetricsAnswer>) {
  const t = useWords(queueMetricWords);
  const names: Readonly<Record<string, string>> = useWords(regionNames);
  const { metrics, fromMs, toMs } = props;
  const placed = regionLines(metrics).map(({ region, points }) => ({
    name: names[region] ?? region,
    colour: regionColour(region),
    points,
  }));
  return (
    <MetricsCharts charts={queueCharts} words={t} {...props}>
      {placed.length > 0 && (
        <ChartCard title={t.regions} series={placed} isStacked valueText={numberText} fromMs={fromMs} toMs={toMs} />
      )}
    </MetricsCharts>
  );
});
