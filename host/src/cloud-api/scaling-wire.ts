import type * as wire from "../gen/cloud-api.js";
import type { Fleet, ScalingPolicy, ScalingTimer, TimerRuns, TimerSchedule } from "../model/index.js";
import { onlyGiven } from "./only-given.js";

/** Numbers as texts, as GSE wrote them (gse-semantics a); what a kind of policy has not is "". */
export function toWirePolicy({ id }: Pick<Fleet, "id">, policy: ScalingPolicy): wire.ScalingPolicy {
  const rule = policy.type === "RuleBased" ? policy : undefined;
  return {
    FleetId: id,
    Name: policy.name,
    Status: "ACTIVE",
    ScalingAdjustment: textOf(rule?.adjustment),
    ScalingAdjustmentType: rule?.adjustmentType ?? "",
    ComparisonOperator: rule?.operator ?? "",
    Threshold: textOf(rule?.threshold),
    EvaluationPeriods: textOf(rule?.minutes),
    MetricName: policy.metric,
    PolicyType: policy.type,
    TargetConfiguration: policy.type === "TargetBased" ? { TargetValue: policy.targetPercent } : {},
  };
}

const textOf = (value: number | undefined): string => (value === undefined ? "" : String(value));

/** gse-semantics c.8 */
const timerStatuses = { notYet: 1, inEffect: 2, stopped: 3, expired: 4 } as const;
const scalingTypes = { manual: 1, automatic: 2 } as const;
export const timerTypes = { once: 1, days: 2, month: 3, week: 4 } as const;

export function toWireTimer(
  { id: FleetId }: Pick<Fleet, "id">,
  timer: ScalingTimer,
  nowMs: number,
): wire.TimerScalingPolicy {
  const { capacity, schedule } = timer;
  return {
    TimerId: timer.id,
    TimerName: timer.name,
    TimerStatus: statusOf(timer, nowMs),
    TimerFleetCapacity: {
      FleetId,
      ...onlyGiven({
        DesiredInstances: capacity.desired ?? undefined,
        MinSize: capacity.min ?? undefined,
        MaxSize: capacity.max ?? undefined,
        ScalingInterval: capacity.scalingIntervalMinutes ?? undefined,
        TargetConfiguration: capacity.targetPercent === null ? undefined : { TargetValue: capacity.targetPercent },
      }),
      ScalingType: capacity.mode === null ? 0 : scalingTypes[capacity.mode],
    },
    TimerConfiguration: {
      TimerType: timerTypes[schedule.runs.kind],
      TimerValue: toWireRuns(schedule.runs),
      BeginTime: toWireTimerTime(schedule.beginMs, schedule),
      EndTime: schedule.endMs === null ? null : toWireTimerTime(schedule.endMs, schedule),
    },
  };
}

function statusOf({ isStopped, nextRunAtMs, schedule }: ScalingTimer, nowMs: number): 1 | 2 | 3 | 4 {
  if (isStopped) return timerStatuses.stopped;
  if (nextRunAtMs === null) return timerStatuses.expired;
  return schedule.beginMs > nowMs ? timerStatuses.notYet : timerStatuses.inEffect;
}

function toWireRuns(runs: TimerRuns): wire.TimerValue {
  switch (runs.kind) {
    case "once":
      return {};
    case "days":
      return { Day: runs.everyDays };
    case "month":
      return { FromDay: runs.fromDay, ToDay: runs.toDay };
    case "week":
      return { WeekDays: runs.weekDays };
  }
}

/** ISO with milliseconds (gse-semantics a), in the zone that the timer's days are of. */
function toWireTimerTime(atMs: number, { offsetMinutes }: TimerSchedule): string {
  const text = new Date(atMs + offsetMinutes * 60_000).toISOString();
  if (offsetMinutes === 0) return text;
  const ahead = Math.abs(offsetMinutes);
  const part = (value: number): string => String(value).padStart(2, "0");
  return `${text.slice(0, -1)}${offsetMinutes < 0 ? "-" : "+"}${part(Math.floor(ahead / 60))}:${part(ahead % 60)}`;
}
