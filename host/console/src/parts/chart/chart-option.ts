import type { ECBasicOption } from "echarts/types/dist/shared.js";
import type { Language } from "../../i18n/language.js";
import type { Series, TimeChartProps } from "./echarts-time-chart.js";

/** What ECharts draws; its colours are those of the theme as they are now. */
export function chartOption(
  {
    series,
    fromMs,
    toMs,
    isStepped = false,
    isStacked = false,
    valueText = String,
    most,
    isFine = false,
  }: TimeChartProps,
  language: Language,
): ECBasicOption {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const text = { color: colour("--td-text-color-secondary"), fontFamily: style.fontFamily };
  const clock = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", clockForm(toMs - fromMs));
  const clockText = (atMs: number): string => clock.format(atMs);
  return {
    animation: false,
    textStyle: text,
    grid: { left: 4, right: 20, top: 36, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: {
      top: 0,
      left: 0,
      icon: "circle",
      itemWidth: 10,
      itemHeight: 10,
      textStyle: text,
      inactiveColor: text.color,
    },
    tooltip: {
      trigger: "axis",
      // Drawn, not written into the page: its policy allows no styles in text.
      renderMode: "richText",
      backgroundColor: colour("--td-bg-color-container"),
      borderColor: colour("--td-component-border"),
      textStyle: { color: colour("--td-text-color-primary"), fontSize: 12 },
      axisPointer: { lineStyle: { color: colour("--td-component-border") } },
      valueFormatter: (value: unknown) => (typeof value === "number" ? valueText(value) : "–"),
    },
    xAxis: {
      type: "time",
      min: fromMs,
      max: toMs,
      splitNumber: 4,
      axisLine: { lineStyle: { color: colour("--td-component-border") } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: clockText },
      axisPointer: { label: { formatter: ({ value }: { readonly value: number }) => clockText(value) } },
    },
    yAxis: {
      type: "value",
      min: 0,
      ...(most !== undefined && { max: most }),
      ...(!isFine && { minInterval: 1 }),
      splitNumber: most === undefined ? 3 : 4,
      axisLabel: { ...text, formatter: valueText },
      splitLine: { lineStyle: { color: colour("--td-component-stroke") } },
    },
    series: series.map(({ name, colour: variable, points }) => ({
      ...{ name, type: "line", data: points.map(toItem), step: isStepped ? "end" : false, symbol: "none" },
      ...(isStacked && { stack: "all" }),
      lineStyle: { width: 2, color: colour(variable) },
      itemStyle: { color: colour(variable) },
      areaStyle: { color: colour(variable), opacity: isStacked ? 0.4 : 0.08 },
    })),
  };
}

type Point = Series["points"][number];

/** No line leads to a point that is alone. */
function toItem(
  point: Point,
  index: number,
  points: readonly Point[],
): { readonly value: Point; readonly symbol?: "circle" } {
  const isKnown = (other: Point | undefined): boolean => other !== undefined && other[1] !== null;
  const isAlone = isKnown(point) && !isKnown(points[index - 1]) && !isKnown(points[index + 1]);
  return isAlone ? { value: point, symbol: "circle" } : { value: point };
}

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

function clockForm(spanMs: number): Intl.DateTimeFormatOptions {
  if (spanMs > DAY_MS) return { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return { hour: "2-digit", minute: "2-digit", ...(spanMs < QUARTER_MS && { second: "2-digit" }) };
}
