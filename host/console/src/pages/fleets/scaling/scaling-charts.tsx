import { memo } from "react";
import { useWords } from "../../../i18n/language.js";
import type { FleetMetricsAnswer } from "../../../live/wire.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { Notice } from "../../../parts/notice.js";
import { MetricsCard } from "../../../parts/monitoring/metrics-card.js";
import { MetricsCharts } from "../../../parts/monitoring/metrics-charts.js";
import type { ChartsProps } from "../../../parts/monitoring/monitoring.js";
import { useMetrics } from "../../../parts/monitoring/use-metrics.js";
import { monitoringWords } from "../../../parts/monitoring/words.js";
import { scalingCharts } from "../monitoring/charts.js";
import { fleetMetricWords } from "../monitoring/words.js";
import { scalingWords } from "./words.js";

const SPAN_MS = 6 * 60 * 60_000;

export interface ScalingChartsProps {
  readonly fleetId: string;
  /** The share that is to be kept free, as it is set now. */
  readonly share: number | undefined;
}

/** How the fleet's size followed its sessions in the last hours. */
export function ScalingCharts({ fleetId, share }: ScalingChartsProps) {
  const t = useWords(monitoringWords);
  const words = useWords(scalingWords);
  const { metrics, fromMs, toMs } = useMetrics({ FleetId: fleetId }, SPAN_MS);
  return (
    <Asked query={metrics}>
      {(data) =>
        data.Points.length === 0 ? (
          <Card title={words.followed}>
            <Notice tone="plain" title={t.none} text={t.noneText} />
          </Card>
        ) : (
          <Charts metrics={data} fromMs={fromMs} toMs={toMs} share={share} />
        )
      }
    </Asked>
  );
}

/** Drawn anew only with new metrics. */
const Charts = memo(function Charts({
  share,
  ...props
}: ChartsProps<FleetMetricsAnswer> & Pick<ScalingChartsProps, "share">) {
  const words = useWords(fleetMetricWords);
  const { sharedNow } = useWords(scalingWords);
  const points = share === undefined ? [] : [props.fromMs, props.toMs].map((atMs) => [atMs, share] as const);
  return (
    <MetricsCharts charts={[scalingCharts.size]} words={words} {...props}>
      <MetricsCard
        chart={scalingCharts.free}
        words={words}
        {...props}
        besides={share === undefined ? [] : [{ name: sharedNow, colour: "--td-warning-color", points }]}
      />
    </MetricsCharts>
  );
});
