import type { Series } from "../../../parts/chart/time-chart.js";
import { bytesText } from "../../../parts/bytes-text.js";
import type { MetricName } from "./metrics.js";

export interface MetricsChart {
  readonly name: "sessions" | "players" | "processes" | "turnover" | "instances" | "shares" | "cpu" | "memory" | "free";
  readonly lines: readonly { readonly metric: MetricName; readonly colour: Series["colour"] }[];
  readonly valueText: (value: number) => string;
  /** Where the scale ends. */
  readonly most?: number;
  readonly isFine?: boolean;
}

/** Means of a minute and more are seldom whole. */
const numberText = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));
const percentText = (value: number): string => `${Math.round(value)} %`;
const shareText = (value: number): string => `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`;

/** Which metrics of gse-semantics k stand in one picture. */
export const charts: readonly MetricsChart[] = [
  {
    name: "sessions",
    lines: [
      { metric: "ActiveSessions", colour: "--td-brand-color" },
      { metric: "ActivatingSessions", colour: "--td-warning-color" },
      { metric: "AvailableSessions", colour: "--td-success-color" },
    ],
    valueText: numberText,
  },
  {
    name: "players",
    lines: [
      { metric: "ActivePlayerSessions", colour: "--td-brand-color" },
      { metric: "PlayerSessionActivations", colour: "--td-success-color" },
    ],
    valueText: numberText,
  },
  {
    name: "processes",
    lines: [
      { metric: "ActiveProcesses", colour: "--td-brand-color" },
      { metric: "HealthyProcesses", colour: "--td-success-color" },
    ],
    valueText: numberText,
  },
  {
    name: "turnover",
    lines: [
      { metric: "ProcessesActivated", colour: "--td-success-color" },
      { metric: "ProcessesClosed", colour: "--td-brand-color" },
      { metric: "ProcessesClosedAbnormally", colour: "--td-error-color" },
    ],
    valueText: numberText,
  },
  {
    name: "instances",
    lines: [
      { metric: "ActiveInstances", colour: "--td-brand-color" },
      { metric: "IdleInstances", colour: "--td-success-color" },
      { metric: "DesiredInstances", colour: "--td-warning-color" },
      { metric: "MinInstances", colour: "--td-text-color-placeholder" },
      { metric: "MaxInstances", colour: "--td-error-color" },
    ],
    valueText: numberText,
  },
  {
    name: "shares",
    lines: [
      { metric: "HealthyProcessesPercent", colour: "--td-brand-color" },
      { metric: "AvailableSessionsPercent", colour: "--td-success-color" },
      { metric: "IdleInstancesPercent", colour: "--td-warning-color" },
    ],
    valueText: percentText,
    most: 100,
  },
  { name: "cpu", lines: [{ metric: "CpuShare", colour: "--td-brand-color" }], valueText: shareText, isFine: true },
  { name: "memory", lines: [{ metric: "MemoryBytes", colour: "--td-brand-color" }], valueText: bytesText },
];

/** What scaling moves, and what it is to keep. */
export const scalingCharts = {
  size: {
    name: "instances",
    lines: [
      { metric: "ActiveInstances", colour: "--td-brand-color" },
      { metric: "DesiredInstances", colour: "--td-warning-color" },
      { metric: "MaxInstances", colour: "--td-error-color" },
    ],
    valueText: numberText,
  },
  free: {
    name: "free",
    lines: [{ metric: "AvailableSessionsPercent", colour: "--td-success-color" }],
    valueText: percentText,
    most: 100,
  },
} as const satisfies Record<string, MetricsChart>;
