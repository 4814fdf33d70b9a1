import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useLanguage } from "../../i18n/language.js";
import { useTheme } from "../../theme/theme.js";
import { chartOption } from "./chart-option.js";

register([LineChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

export interface Series {
  readonly name: string;
  /** A variable of the theme: `--td-brand-color`. */
  readonly colour: `--td-${string}`;
  /** Milliseconds and value, oldest first; null: nothing is known, the line breaks. */
  readonly points: readonly (readonly [number, number | null])[];
}

/** How values are drawn, whatever they are. */
export interface ChartForm {
  /** True: a value holds until the next, as counts do; default: they are joined. */
  readonly isStepped?: boolean;
  /** True: each line begins where the one before ends, so that the last is the sum; all have values at the same times. */
  readonly isStacked?: boolean;
  /** How a value is written; default: as it is. */
  readonly valueText?: (value: number) => string;
  /** Where the scale ends; default: above the greatest value. */
  readonly most?: number;
  /** True: values may lie between 0 and 1, so that the scale has finer steps than 1. */
  readonly isFine?: boolean;
}

export interface TimeChartProps extends ChartForm {
  /** What a screen reader says in its place: what it shows, and the last values. */
  readonly label: string;
  readonly series: readonly Series[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Default 260. */
  readonly heightPx?: number;
}

export default function EchartsTimeChart(props: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const { isDark } = useTheme();
  const { language } = useLanguage();

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const made = init(element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(chartOption(props, language));
    // The colours are read anew in the other theme.
  }, [props, language, isDark]);

  return <div ref={box} role="img" aria-label={props.label} />;
}
