import { useState } from "react";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { Notice } from "../../../parts/notice.js";
import { Segmented } from "../../../parts/segmented.js";
import { MetricsCharts } from "../monitoring/metrics-charts.js";
import { useFleetMetrics } from "../monitoring/use-fleet-metrics.js";
import { metricWords } from "../monitoring/words.js";
import type { TabProps } from "./tab.js";

const MINUTE_MS = 60_000;
const ranges = { hour: 60 * MINUTE_MS, day: 24 * 60 * MINUTE_MS, week: 7 * 24 * 60 * MINUTE_MS } as const;
const names = ["hour", "day", "week"] as const;

/** The fleet's metrics, anew with every minute. */
export function MonitoringTab({ fleet: { FleetId } }: TabProps) {
  const t = useWords(metricWords);
  const [range, setRange] = useState<keyof typeof ranges>("hour");
  const { metrics, fromMs, toMs } = useFleetMetrics(FleetId, ranges[range]);
  return (
    <div className="fleet-stack">
      <div className="metrics-head">
        <Segmented
          label={t.range}
          value={range}
          onChange={setRange}
          options={names.map((value) => ({ value, text: t[value] }))}
        />
        {metrics.data !== undefined && <span>{t.every[metrics.data.Resolution]}</span>}
      </div>
      <Asked query={metrics}>
        {(data) =>
          data.Points.length === 0 ? (
            <Card>
              <Notice tone="plain" title={t.none} text={t.noneText} />
            </Card>
          ) : (
            <MetricsCharts metrics={data} fromMs={fromMs} toMs={toMs} />
          )
        }
      </Asked>
    </div>
  );
}
