import type { FleetMetricsAnswer, InstanceMetricsAnswer } from "../../../live/wire.js";
import { bytesText } from "../../../parts/bytes-text.js";
import type { MetricsChart } from "../../../parts/monitoring/metrics-card.js";
import type { MetricOf } from "../../../parts/monitoring/metrics.js";
import { loadText, numberText, percentText, shareText } from "../../../parts/monitoring/value-text.js";
import type { fleetMetricWords, instanceMetricWords } from "./words.js";

type FleetChart = MetricsChart<keyof (typeof fleetMetricWords)["en"], MetricOf<FleetMetricsAnswer>>;
type InstanceChart = MetricsChart<keyof (typeof instanceMetricWords)["en"], MetricOf<InstanceMetricsAnswer>>;

/** Which metrics of gse-semantics k stand in one picture. */
export const fleetCharts: readonly FleetChart[] = [
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
      { metric: "MaxInstances", colour: "--td-text-color-secondary" },
      { metric: "FailedInstances", colour: "--td-error-color" },
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
      { metric: "MaxInstances", colour: "--td-text-color-secondary" },
    ],
    valueText: numberText,
  },
  free: {
    name: "free",
    lines: [{ metric: "AvailableSessionsPercent", colour: "--td-success-color" }],
    valueText: percentText,
    most: 100,
  },
} as const satisfies Record<string, FleetChart>;

/** The instance metrics of gse-semantics k that a machine tells of. */
export const instanceCharts: readonly InstanceChart[] = [
  {
    name: "shares",
    lines: [
      { metric: "CpuShare", colour: "--td-brand-color" },
      { metric: "MemoryShare", colour: "--td-success-color" },
    ],
    valueText: shareText,
    isFine: true,
  },
  { name: "memory", lines: [{ metric: "MemoryBytes", colour: "--td-success-color" }], valueText: bytesText },
  { name: "connections", lines: [{ metric: "Connections", colour: "--td-brand-color" }], valueText: numberText },
  { name: "load", lines: [{ metric: "Load", colour: "--td-warning-color" }], valueText: loadText, isFine: true },
];
