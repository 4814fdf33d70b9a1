import type { ECBasicOption } from "echarts/types/dist/shared.js";
import type { Language } from "../../i18n/language.js";
import type { TimeChartProps } from "./echarts-time-chart.js";

/** What ECharts draws; its colours are those of the theme as they are now. */
export function chartOption(
  { series, fromMs, toMs, isStepped = false, valueText = String, most, isFine = false }: TimeChartProps,
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
    grid: { left: 4, right: 12, top: 36, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
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
      ...{
        name,
        type: "line",
        data: points,
        step: isStepped ? "end" : false,
        symbol: isAlone(points) ? "circle" : "none",
      },
      lineStyle: { width: 2, color: colour(variable) },
      itemStyle: { color: colour(variable) },
      areaStyle: { color: colour(variable), opacity: 0.08 },
    })),
  };
}

/** No line leads to a single point. */
const isAlone = (points: readonly (readonly [number, number | null])[]): boolean =>
  points.filter(([, value]) => value !== null).length === 1;

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

function clockForm(spanMs: number): Intl.DateTimeFormatOptions {
  if (spanMs > DAY_MS) return { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return { hour: "2-digit", minute: "2-digit", ...(spanMs < QUARTER_MS && { second: "2-digit" }) };
}
