import { useState, type ComponentType } from "react";
import { useWords } from "../../i18n/language.js";
import { Asked } from "../asked.js";
import { Card } from "../card.js";
import { Notice } from "../notice.js";
import { Segmented } from "../segmented.js";
import { useMetrics, type MetricsAnswerOf, type MetricsSubject } from "./use-metrics.js";
import { monitoringWords } from "./words.js";
import "./monitoring.css";

const MINUTE_MS = 60_000;
const ranges = { hour: 60 * MINUTE_MS, day: 24 * 60 * MINUTE_MS, week: 7 * 24 * 60 * MINUTE_MS } as const;
const names = ["hour", "day", "week"] as const;

export interface ChartsProps<Answer> {
  readonly metrics: Answer;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface MonitoringProps<Subject extends MetricsSubject> {
  readonly of: Subject;
  /** Default: nothing stands above it. */
  readonly title?: string;
  /** A `memo`, so that they are drawn anew only with new metrics. */
  readonly Charts: ComponentType<ChartsProps<MetricsAnswerOf<Subject>>>;
}

/** How something fared in the last hour, day or week, anew with every minute. */
export function Monitoring<Subject extends MetricsSubject>({ of, title, Charts }: MonitoringProps<Subject>) {
  const t = useWords(monitoringWords);
  const [range, setRange] = useState<keyof typeof ranges>("hour");
  const { metrics, fromMs, toMs } = useMetrics(of, ranges[range]);
  return (
    <section className="monitoring" aria-label={title}>
      <div className="monitoring-head">
        {title !== undefined && <h2>{title}</h2>}
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
            <Charts metrics={data} fromMs={fromMs} toMs={toMs} />
          )
        }
      </Asked>
    </section>
  );
}
