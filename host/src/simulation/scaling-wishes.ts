import {
  adjustmentTypes,
  scalingMetrics,
  scalingOperators,
  type Fleet,
  type FleetId,
  type ScalingCommand,
  type ScalingPolicy,
  type TimerCapacity,
  type TimerId,
  type TimerRuns,
} from "../model/index.js";
import type { Random } from "./random.js";

const MINUTE_MS = 60_000;

/** Few, so that they meet again. */
const names = ["buffer", "busy", "calm", "night"] as const;

/** What users ask of the scaling of a fleet. */
export function scalingWish(
  type: ScalingCommand["type"],
  random: Random,
  fleet: { readonly id: FleetId; readonly row: Fleet | undefined },
  nowMs: number,
): ScalingCommand {
  const fleetId = fleet.id;
  switch (type) {
    case "startAutoScaling":
    case "stopAutoScaling":
      return { type, fleetId };
    case "putScalingPolicy":
      return { type, fleetId, policy: aPolicy(random) };
    case "deleteScalingPolicy":
      return { type, fleetId, ...(random.onceIn(3) ? {} : { name: random.pick(names) }) };
    case "putScalingTimer": {
      const beginMs = nowMs + random.between(-5, 20) * MINUTE_MS;
      return {
        type,
        timerId: random.onceIn(3) ? timerOf(random, fleet.row) : null,
        fleetId,
        name: random.pick(names),
        capacity: aTimerCapacity(random),
        schedule: {
          runs: someRuns(random),
          beginMs,
          endMs: random.onceIn(3) ? beginMs + random.between(0, 60) * MINUTE_MS : null,
          offsetMinutes: random.pick([0, 480, -330]),
        },
        isStopped: random.onceIn(9),
      };
    }
    case "deleteScalingTimer":
      return {
        type,
        timer: random.onceIn(2) ? { timerId: timerOf(random, fleet.row) } : { fleetId, name: random.pick(names) },
      };
  }
}

function aPolicy(random: Random): ScalingPolicy {
  const name = random.pick(names);
  if (random.onceIn(2))
    return {
      type: "TargetBased",
      name,
      metric: "PercentAvailableGameSessions",
      targetPercent: random.pick([1, 30, 50, 80, 99]),
    };
  return {
    type: "RuleBased",
    name,
    metric: random.pick(scalingMetrics),
    operator: random.pick(scalingOperators),
    threshold: random.pick([0, 1, 2, 5, 50, 100]),
    minutes: random.between(1, 4),
    adjustmentType: random.pick(adjustmentTypes),
    adjustment: random.between(-3, 3),
  };
}

function aTimerCapacity(random: Random): TimerCapacity {
  const some = (least: number, most: number): number | null => (random.onceIn(2) ? random.between(least, most) : null);
  const mode = random.pick([null, "manual", "automatic"] as const);
  return {
    desired: some(0, 3),
    min: some(0, 2),
    max: some(1, 4),
    scalingIntervalMinutes: some(1, 12),
    mode,
    targetPercent: random.onceIn(3) ? random.between(1, 99) : null,
  };
}

function someRuns(random: Random): TimerRuns {
  switch (random.below(4)) {
    case 0:
      return { kind: "days", everyDays: random.between(1, 3) };
    case 1:
      return { kind: "month", fromDay: random.between(1, 15), toDay: random.between(15, 31) };
    case 2:
      return { kind: "week", weekDays: [1, 2, 3, 4, 5, 6, 7].filter(() => !random.onceIn(3)) };
    default:
      return { kind: "once" };
  }
}

function timerOf(random: Random, fleet: Fleet | undefined): TimerId {
  const timers = fleet?.scaling.timers ?? [];
  return timers.length === 0 ? ("timerId-nobody" as TimerId) : random.pick(timers).id;
}
