import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { hostNow } from "../../../api/post-signed.js";
import { useAccess } from "../../../api/use-gse.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { Notice } from "../../../parts/notice.js";
import { Segmented } from "../../../parts/segmented.js";
import { useNow } from "../../../parts/use-now.js";
import { MetricsCharts } from "../monitoring/metrics-charts.js";
import type { FleetMetrics } from "../monitoring/metrics.js";
import { metricWords } from "../monitoring/words.js";
import type { TabProps } from "./tab.js";

const MINUTE_MS = 60_000;
const ranges = { hour: 60 * MINUTE_MS, day: 24 * 60 * MINUTE_MS, week: 7 * 24 * 60 * MINUTE_MS } as const;
const names = ["hour", "day", "week"] as const;

/** The fleet's metrics, anew with every minute. */
export function MonitoringTab({ fleet: { FleetId } }: TabProps) {
  const t = useWords(metricWords);
  const { gse } = useAccess();
  const [range, setRange] = useState<keyof typeof ranges>("hour");
  useNow(10_000);
  // The minute that runs is not complete, but shown as far as it has come.
  const ToMs = (Math.floor(hostNow() / MINUTE_MS) + 1) * MINUTE_MS;
  const request = { FleetId, FromMs: ToMs - ranges[range], ToMs };
  const metrics = useQuery<FleetMetrics>({
    queryKey: ["/console/metrics", "", request],
    queryFn: () => gse.ask<FleetMetrics>("/console/metrics", request),
    placeholderData: keepPreviousData,
    // Each minute is a question of its own.
    gcTime: 2 * MINUTE_MS,
  });
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
            <MetricsCharts metrics={data} fromMs={request.FromMs} toMs={request.ToMs} />
          )
        }
      </Asked>
    </div>
  );
}
