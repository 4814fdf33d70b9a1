import type { ChartForm, Series } from "../chart/time-chart.js";
import { ChartCard } from "./chart-card.js";
import { lineOf, type Metrics } from "./metrics.js";

/** Which metrics stand in one picture; its name and theirs are those of words, too. */
export interface MetricsChart<Name extends string, Metric extends string> extends ChartForm {
  readonly name: Name;
  readonly lines: readonly { readonly metric: Metric; readonly colour: Series["colour"] }[];
}

export interface MetricsCardProps<Name extends string, Metric extends string> {
  readonly chart: MetricsChart<Name, Metric>;
  readonly words: Readonly<Record<Name | Metric, string>>;
  readonly metrics: Metrics<Metric>;
  readonly fromMs: number;
  readonly toMs: number;
  /** Lines besides, that are no metrics. */
  readonly besides?: readonly Series[];
}

export function MetricsCard<Name extends string, Metric extends string>(props: MetricsCardProps<Name, Metric>) {
  const { chart, words, metrics, fromMs, toMs, besides = [] } = props;
  const { name, lines, ...form } = chart;
  const series = lines.map(({ metric, colour }) => ({
    name: words[metric],
    colour,
    points: lineOf(metrics.Points, metrics.StepMs, (point) => point[metric]),
  }));
  return <ChartCard {...form} title={words[name]} series={[...series, ...besides]} fromMs={fromMs} toMs={toMs} />;
}
