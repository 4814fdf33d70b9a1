import { percentOf, type ScalingMetric } from "../../model/index.js";
import type { FleetNumbers } from "./fleet-numbers.js";

/** The number that a rule compares (gse-semantics d.8); undefined where it is a share of nothing. */
export function metricOf(metric: ScalingMetric, numbers: FleetNumbers): number | undefined {
  const { instances, processes, busyProcesses, freeProcesses, processesPerInstance } = numbers;
  const idleInstances = (processes - busyProcesses) / Math.max(1, processesPerInstance);
  switch (metric) {
    case "CurrentPlayerSessions":
      return numbers.players;
    case "AvailableGameServerSessions":
      return freeProcesses;
    case "PercentAvailableGameServerSessions":
    case "PercentAvailableGameSessions":
      return percentOf(freeProcesses, processes);
    case "AvailableCustomCount":
      return numbers.customCount;
    case "PercentAvailableCustomCount":
      return percentOf(numbers.customCount, numbers.customMax);
    case "ActiveInstances":
      return instances;
    case "IdleInstances":
      return idleInstances;
    case "PercentIdleInstances":
      return percentOf(idleInstances, instances);
  }
}
