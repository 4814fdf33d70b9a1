import { memo } from "react";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { Notice } from "../../../parts/notice.js";
import { ChartCard, type ChartCardProps } from "../monitoring/chart-card.js";
import { scalingCharts } from "../monitoring/charts.js";
import { useFleetMetrics } from "../monitoring/use-fleet-metrics.js";
import { metricWords } from "../monitoring/words.js";
import { scalingWords } from "./words.js";
import "../monitoring/metrics-charts.css";

const SPAN_MS = 6 * 60 * 60_000;

export interface ScalingChartsProps {
  readonly fleetId: string;
  /** The share that is to be kept free, as it is set now. */
  readonly share: number | undefined;
}

/** How the fleet's size followed its sessions in the last hours. */
export function ScalingCharts({ fleetId, share }: ScalingChartsProps) {
  const t = useWords(metricWords);
  const words = useWords(scalingWords);
  const { metrics, fromMs, toMs } = useFleetMetrics(fleetId, SPAN_MS);
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

type ChartsProps = Pick<ChartCardProps, "metrics" | "fromMs" | "toMs"> & Pick<ScalingChartsProps, "share">;

/** Drawn anew only with new metrics. */
const Charts = memo(function Charts({ share, ...props }: ChartsProps) {
  const { sharedNow } = useWords(scalingWords);
  const { size, free } = scalingCharts;
  const points = share === undefined ? [] : [props.fromMs, props.toMs].map((atMs) => [atMs, share] as const);
  return (
    <div className="metrics-charts">
      <ChartCard {...props} chart={size} />
      <ChartCard
        {...props}
        chart={free}
        besides={share === undefined ? [] : [{ name: sharedNow, colour: "--td-warning-color", points }]}
      />
    </div>
  );
});
