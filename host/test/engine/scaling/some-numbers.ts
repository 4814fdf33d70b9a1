import type { FleetNumbers } from "../../../src/engine/scaling/fleet-numbers.js";
import type { RulePolicy, TargetPolicy } from "../../../src/model/index.js";

/** One instance of ten processes, as in GSE's tutorial, that nobody plays on. */
export const someNumbers = (given: Partial<FleetNumbers> = {}): FleetNumbers => {
  const { instances = 1, busyProcesses = 0 } = given;
  return {
    instances,
    removable: instances,
    closed: 0,
    processesPerInstance: 10,
    processes: instances * 10,
    freeProcesses: instances * 10 - busyProcesses,
    busyProcesses,
    sessions: busyProcesses,
    waiting: 0,
    players: 0,
    customCount: 0,
    customMax: 0,
    ...given,
  };
};

export const aTarget = (targetPercent = 30, name = "buffer"): TargetPolicy => ({
  type: "TargetBased",
  name,
  metric: "PercentAvailableGameSessions",
  targetPercent,
});

export const aRule = (given: Partial<RulePolicy> = {}): RulePolicy => ({
  type: "RuleBased",
  name: "rule",
  metric: "AvailableGameServerSessions",
  operator: "<",
  threshold: 5,
  minutes: 1,
  adjustmentType: "ChangeInCapacity",
  adjustment: 1,
  ...given,
});
