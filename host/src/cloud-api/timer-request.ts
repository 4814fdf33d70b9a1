import type * as wire from "../gen/cloud-api.js";
import type { FleetId, ScalingCommand, TimerCapacity, TimerId, TimerRuns, TimerSchedule } from "../model/index.js";
import { foundText } from "../params/describe.js";
import type { ApiRefusal } from "./api-refusal.js";
import { refusalOf } from "./error-codes.js";
import { timerTypes } from "./scaling-wire.js";
import { atMsOf, offsetMinutesOf } from "./time-request.js";

const action = "PutTimerScalingPolicy";
const STOPPED = 3;

/** The timer that a request describes (gse-semantics d.8); what it leaves out of the capacity stays as it is at each run. @throws ApiRefusal */
export function timerOf(
  timer: wire.TimerScalingPolicy | undefined,
): Extract<ScalingCommand, { type: "putScalingTimer" }> {
  const {
    TimerId,
    TimerName,
    TimerStatus,
    TimerFleetCapacity: capacity,
    TimerConfiguration: when,
  } = needed("TimerScalingPolicy", timer, "the timer");
  const name = needed("TimerName", TimerName, "a name of 1 to 1024 characters");
  if (name.length > 1_024) throw invalid("TimerName", name, "1 to 1024 characters");
  return {
    type: "putScalingTimer",
    timerId: TimerId === undefined || TimerId === "" ? null : (TimerId as TimerId),
    fleetId: needed("TimerFleetCapacity.FleetId", capacity?.FleetId, "the fleet that it is for") as FleetId,
    name,
    capacity: capacityOf(capacity ?? {}),
    schedule: scheduleOf(needed("TimerConfiguration", when, "when it runs")),
    isStopped: TimerStatus === STOPPED,
  };
}

function capacityOf(given: wire.TimerFleetCapacity): TimerCapacity {
  const { DesiredInstances, MinSize, MaxSize, ScalingInterval, ScalingType = 0, TargetConfiguration } = given;
  const inRange = (field: string, value: number | undefined, least: number, most = Infinity): number | null => {
    if (value === undefined || (value >= least && value <= most)) return value ?? null;
    throw invalid(
      `TimerFleetCapacity.${field}`,
      value,
      most === Infinity ? `${String(least)} or more` : `${String(least)} to ${String(most)}`,
    );
  };
  return {
    desired: inRange("DesiredInstances", DesiredInstances, 0),
    min: inRange("MinSize", MinSize, 0),
    max: inRange("MaxSize", MaxSize, 1),
    // gse-semantics m-21
    scalingIntervalMinutes: inRange("ScalingInterval", ScalingInterval, 1, 30),
    mode: ([null, "manual", "automatic"] as const)[ScalingType],
    targetPercent: inRange("TargetConfiguration.TargetValue", TargetConfiguration?.TargetValue, 1, 99),
  };
}

function scheduleOf(given: wire.TimerConfiguration): TimerSchedule {
  const beginTime = needed(
    "TimerConfiguration.BeginTime",
    given.BeginTime,
    'when it runs first, such as "2026-01-01T20:00:00+08:00"',
  );
  const beginMs = atMsOf(action, "TimerConfiguration.BeginTime", beginTime) ?? 0;
  const endMs = atMsOf(action, "TimerConfiguration.EndTime", given.EndTime ?? undefined) ?? null;
  if (endMs !== null && endMs < beginMs)
    throw invalid("TimerConfiguration.EndTime", given.EndTime, "a time after its BeginTime");
  return { runs: runsOf(given), beginMs, endMs, offsetMinutes: offsetMinutesOf(beginTime) };
}

function runsOf({ TimerType, TimerValue: { Day, FromDay, ToDay, WeekDays } = {} }: wire.TimerConfiguration): TimerRuns {
  const field = (name: string): string => `TimerConfiguration.TimerValue.${name}`;
  const day = (name: string, value: number | undefined): number => {
    const given = needed(field(name), value, "a day of the month");
    if (given >= 1 && given <= 31) return given;
    throw invalid(field(name), given, "1 to 31");
  };
  switch (TimerType) {
    case timerTypes.once:
      return { kind: "once" };
    case timerTypes.days: {
      const everyDays = needed(field("Day"), Day, "every how many days it runs");
      if (everyDays < 1 || everyDays > 366) throw invalid(field("Day"), everyDays, "1 to 366");
      return { kind: "days", everyDays };
    }
    case timerTypes.month: {
      const [fromDay, toDay] = [day("FromDay", FromDay), day("ToDay", ToDay)];
      if (fromDay > toDay) throw invalid(field("ToDay"), toDay, `FromDay, ${String(fromDay)}, or a later day`);
      return { kind: "month", fromDay, toDay };
    }
    case timerTypes.week: {
      const weekDays = [...new Set(WeekDays)].sort((a, b) => a - b);
      if (weekDays.length === 0) throw missing(field("WeekDays"), "one of 1, Monday, to 7, Sunday, or several");
      const wrong = weekDays.find((weekDay) => weekDay < 1 || weekDay > 7);
      if (wrong !== undefined) throw invalid(field("WeekDays"), wrong, "1, Monday, to 7, Sunday");
      return { kind: "week", weekDays };
    }
    case 0:
    case undefined:
      throw missing("TimerConfiguration.TimerType", "1 (once), 2 (by day), 3 (by month) or 4 (by week)");
  }
}

function needed<T>(field: string, value: T | undefined, what: string): T {
  if (value !== undefined && value !== "") return value;
  throw missing(field, what);
}

const missing = (field: string, what: string): ApiRefusal =>
  refusalOf(action, { kind: "missing-value", message: `the required parameter "${field}" is missing: give ${what}` });

const invalid = (field: string, found: unknown, give: string): ApiRefusal =>
  refusalOf(action, {
    kind: "invalid-value",
    message: `the parameter "${field}" is ${foundText(found)}; give ${give}`,
  });
