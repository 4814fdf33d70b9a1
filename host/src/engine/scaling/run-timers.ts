import {
  isScaledByPolicies,
  type Fleet,
  type FleetCapacity,
  type FleetId,
  type ScalingPolicy,
  type ScalingTimer,
  type TimerCapacity,
} from "../../model/index.js";
import { wrongCapacity } from "../capacity.js";
import { tellFleet } from "../fleet-history.js";
import type { Turn } from "../turn.js";
import { putScaling } from "./policies.js";
import { resize } from "./resize.js";
import { passRuns } from "./timer-runs.js";
import { expandNow } from "./watch.js";
import { shortened } from "./words.js";

/** Timers whose time has come. Of runs that were missed each timer's last one counts, in the order of their instants. */
export function runTimers(turn: Turn): void {
  const { fleets, scaling } = turn.world.deployment;
  for (;;) {
    const id = scaling.timerDeadlines.due(turn.nowMs);
    if (id === undefined) return;
    const fleet = fleets.get(id);
    if (fleet === undefined) throw new Error(`a timer is due of no fleet: "${id}"`);
    const due: { readonly timer: ScalingTimer; readonly atMs: number }[] = [];
    const timers = fleet.scaling.timers.map((timer): ScalingTimer => {
      if (timer.isStopped || timer.nextRunAtMs === null || timer.nextRunAtMs > turn.nowMs) return timer;
      const { lastAtMs, nextAtMs } = passRuns(timer.schedule, timer.nextRunAtMs, turn.nowMs);
      due.push({ timer, atMs: lastAtMs });
      return { ...timer, nextRunAtMs: nextAtMs };
    });
    putScaling(turn, fleet, { timers });
    due.sort((one, other) => one.atMs - other.atMs);
    for (const { timer, atMs } of due) runTimer(turn, id, timer, atMs);
  }
}

function runTimer(turn: Turn, id: FleetId, timer: ScalingTimer, atMs: number): void {
  const fleet = turn.world.deployment.fleets.get(id);
  if (fleet === undefined || fleet.status === "DELETING") return;
  const what = `Timer "${shortened(timer.name)}" of ${new Date(atMs).toISOString()}`;
  const changed = withMode(fleet, timer);
  const capacity = capacityByTimer(changed, timer.capacity);
  const wrong = wrongCapacity(turn, fleet, capacity, `${what} did nothing`);
  if (wrong !== undefined) {
    tellFleet(turn, id, "FLEET_SCALING_EVENT", `${wrong.refusal.message}.`);
    return;
  }
  const mode = timer.capacity.mode === null ? "" : `, ${timer.capacity.mode} scaling`;
  expandNow(turn, resize(turn, changed, capacity, `${what} ran${mode}.`), 0);
}

function withMode(fleet: Fleet, { name, capacity: { mode, targetPercent } }: ScalingTimer): Fleet {
  if (mode === null) return fleet;
  const scaling =
    targetPercent === null
      ? fleet.scaling
      : { ...fleet.scaling, policies: withTarget(fleet.scaling.policies, name, targetPercent) };
  return { ...fleet, isScaledByHand: mode === "manual", scaling };
}

/** The fleet's one target-based policy keeps that share free; one that is new has the timer's name, if that is free. */
function withTarget(policies: readonly ScalingPolicy[], name: string, targetPercent: number): readonly ScalingPolicy[] {
  if (policies.some(({ type }) => type === "TargetBased"))
    return policies.map((policy) => (policy.type === "TargetBased" ? { ...policy, targetPercent } : policy));
  const isTaken = policies.some((policy) => policy.name === name);
  const target: ScalingPolicy = {
    type: "TargetBased",
    name: isTaken ? `${name} (target)` : name,
    metric: "PercentAvailableGameSessions",
    targetPercent,
  };
  return [...policies.filter((policy) => policy.name !== target.name), target];
}

/** What the fleet is to be like after a run: what the timer does not say stays; policies decide the number where there are some. */
export function capacityByTimer(fleet: Fleet, timer: TimerCapacity): FleetCapacity {
  const { capacity } = fleet;
  const [min, max] = [timer.min ?? capacity.min, timer.max ?? capacity.max];
  const given = isScaledByPolicies(fleet) ? null : timer.desired;
  return {
    desired: given ?? Math.max(min, Math.min(capacity.desired, max)),
    min,
    max,
    scalingIntervalMinutes: timer.scalingIntervalMinutes ?? capacity.scalingIntervalMinutes,
  };
}
