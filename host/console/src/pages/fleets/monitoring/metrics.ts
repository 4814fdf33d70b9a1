/** What `POST /console/metrics` answers: host/src/console/serve-metrics.ts. */
export interface FleetMetrics {
  readonly Resolution: "minute" | "fiveMinutes" | "hour" | "day";
  readonly StepMs: number;
  readonly Points: readonly MetricsPoint[];
}

export type MetricsPoint = { readonly AtMs: number } & Readonly<Record<MetricName, number | null>>;

/** gse-semantics k; memory and processors are what the kernel tells besides. */
export type MetricName =
  | "ActivatingSessions"
  | "ActiveSessions"
  | "ActiveInstances"
  | "IdleInstances"
  | "IdleInstancesPercent"
  | "MaxInstances"
  | "MinInstances"
  | "DesiredInstances"
  | "ActiveProcesses"
  | "HealthyProcesses"
  | "HealthyProcessesPercent"
  | "ProcessesActivated"
  | "ProcessesClosed"
  | "ProcessesClosedAbnormally"
  | "AvailableSessions"
  | "AvailableSessionsPercent"
  | "ActivePlayerSessions"
  | "PlayerSessionActivations"
  | "MemoryBytes"
  | "CpuShare";

/** A metric as a line; where nobody looked, it breaks. */
export function lineOf(
  { Points, StepMs }: FleetMetrics,
  name: MetricName,
): readonly (readonly [number, number | null])[] {
  return Points.flatMap((point, index): readonly (readonly [number, number | null])[] => {
    const before = Points[index - 1];
    const value = [point.AtMs, point[name]] as const;
    const hasGap = before !== undefined && point.AtMs - before.AtMs > StepMs * 1.5;
    return hasGap ? [[before.AtMs + StepMs, null], value] : [value];
  });
}

/** The last that is known. */
export const lastOf = ({ Points }: FleetMetrics, name: MetricName): number | null => Points.at(-1)?.[name] ?? null;
