import type { ActionTypes } from "../client/index.js";
import { printable } from "./printable.js";
import { table } from "./table.js";
import type { Colors } from "./terminal.js";
import { weekDayText } from "./timer-values.js";

export type Policy = ActionTypes["DescribeScalingPolicies"]["response"]["ScalingPolicies"][number];
export type Timer = ActionTypes["DescribeTimerScalingPolicies"]["response"]["TimerScalingPolicies"][number];

export const policiesTable = (policies: readonly Policy[], colors: Colors): string =>
  table(
    ["POLICY", "IF", "THEN"].map(colors.dim),
    policies.map((policy) => [printable(policy.Name), conditionText(policy), effectText(policy)]),
  );

function conditionText({ PolicyType, MetricName, ComparisonOperator, Threshold, EvaluationPeriods }: Policy): string {
  if (PolicyType === "TargetBased") return "always";
  return `${MetricName} ${ComparisonOperator} ${Threshold} for ${EvaluationPeriods} min`;
}

function effectText({ PolicyType, TargetConfiguration, ScalingAdjustment, ScalingAdjustmentType }: Policy): string {
  if (PolicyType === "TargetBased") return `keep ${String(TargetConfiguration.TargetValue)} % of the sessions free`;
  if (ScalingAdjustmentType === "ExactCapacity") return `=${ScalingAdjustment}`;
  const number = ScalingAdjustment.startsWith("-") ? ScalingAdjustment : `+${ScalingAdjustment}`;
  return ScalingAdjustmentType === "PercentChangeInCapacity" ? `${number} %` : number;
}

export const timersTable = (timers: readonly Timer[], colors: Colors): string =>
  table(
    ["TIMER", "RUNS", "FROM", "UNTIL", "SETS", "IS"].map(colors.dim),
    timers.map((timer) => [
      printable(timer.TimerName ?? ""),
      runsText(timer),
      timer.TimerConfiguration?.BeginTime ?? "",
      timer.TimerConfiguration?.EndTime ?? "",
      capacityOf(timer),
      ["", "waiting", "in effect", "stopped", "over"][timer.TimerStatus ?? 0] ?? "",
    ]),
  );

function runsText({ TimerConfiguration: { TimerType, TimerValue = {} } = {} }: Timer): string {
  const { Day = 1, FromDay = 1, ToDay = FromDay, WeekDays = [] } = TimerValue;
  switch (TimerType) {
    case 2:
      return Day === 1 ? "each day" : `every ${String(Day)} days`;
    case 3:
      return FromDay === ToDay
        ? `on day ${String(FromDay)} of the month`
        : `days ${String(FromDay)}-${String(ToDay)} of the month`;
    case 4:
      return WeekDays.map(weekDayText).join(",");
    case 0:
    case 1:
    case undefined:
      return "once";
  }
}

function capacityOf({ TimerFleetCapacity: capacity = {} }: Timer): string {
  const { DesiredInstances, MinSize, MaxSize, ScalingInterval, ScalingType, TargetConfiguration } = capacity;
  const part = (name: string, value: number | undefined): readonly string[] =>
    value === undefined ? [] : [`${name} ${String(value)}`];
  return [
    ...(ScalingType === 1 ? ["manual"] : ScalingType === 2 ? ["automatic"] : []),
    ...part("desired", DesiredInstances),
    ...part("min", MinSize),
    ...part("max", MaxSize),
    ...part("interval", ScalingInterval),
    ...part("target", TargetConfiguration?.TargetValue),
  ].join(", ");
}
