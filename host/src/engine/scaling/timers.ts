import type { Fleet, Reply, ScalingCommand, ScalingTimer, TimerCapacity, TimerMeant } from "../../model/index.js";
import { wrongCapacity } from "../capacity.js";
import { tellFleet } from "../fleet-history.js";
import { liveFleet } from "../fleets.js";
import { newTimerId } from "../new-ids.js";
import { done, refused, type Turn } from "../turn.js";
import { putScaling } from "./policies.js";
import { capacityByTimer } from "./run-timers.js";
import { nextRun } from "./timer-runs.js";
import { shortened } from "./words.js";

type Of<Type extends ScalingCommand["type"]> = Extract<ScalingCommand, { type: Type }>;

/** Makes a timer, or gives one that is there another content (gse-semantics d.8). */
export function putScalingTimer(turn: Turn, command: Of<"putScalingTimer">): Reply<Fleet> {
  const { fleetId, timerId, name, capacity, schedule, isStopped } = command;
  const found = liveFleet(turn, fleetId, "put a timer on");
  if (!found.ok) return found;
  const { timers } = found.value.scaling;
  const doing = `cannot put timer "${shortened(name)}" on fleet "${fleetId}"`;
  const before = timers.find(({ id }) => id === timerId);
  if (timerId !== null && before === undefined)
    return refused(
      "timer-not-found",
      `${doing}: it has no timer "${timerId}"; leave TimerId out to make one, or take one that DescribeTimerScalingPolicies names`,
      "TimerId",
    );
  if (timers.some((timer) => timer.name === name && timer.id !== timerId))
    return refused(
      "invalid-value",
      `${doing}: it has a timer of that name; give another TimerName, or the TimerId of that one to change it`,
      "TimerName",
    );
  const { timersPerFleet } = turn.settings.quotas;
  if (before === undefined && timers.length >= timersPerFleet)
    return refused("quota", `${doing}: it has ${String(timers.length)} timers, as many as allowed; delete one`);
  const wrong = wrongTimer(turn, found.value, capacity, doing);
  if (wrong !== undefined) return wrong;
  const nextRunAtMs = nextRun(schedule, turn.nowMs);
  if (nextRunAtMs === null && !isStopped)
    return refused(
      "invalid-value",
      `${doing}: it would never run, for no run of it comes before its EndTime and after now; give a later BeginTime or EndTime`,
      "BeginTime",
    );
  const timer: ScalingTimer = { id: before?.id ?? newTimerId(turn), name, capacity, schedule, isStopped, nextRunAtMs };
  const fleet = putScaling(turn, found.value, {
    timers: before === undefined ? [...timers, timer] : timers.map((row) => (row.id === timer.id ? timer : row)),
  });
  tellFleet(
    turn,
    fleetId,
    "FLEET_SCALING_EVENT",
    `Timer "${shortened(name)}" was ${before === undefined ? "put" : "changed"}: ${runText(timer)}.`,
  );
  return done(fleet);
}

/** What it says must be possible now already; a fleet that grows until then is asked again when it runs. */
function wrongTimer(turn: Turn, fleet: Fleet, timer: TimerCapacity, doing: string) {
  if (timer.mode === "manual" && timer.desired === null)
    return refused("missing-value", `${doing}: a manual timer needs DesiredInstances`, "DesiredInstances");
  if (timer.targetPercent !== null && timer.mode !== "automatic")
    return refused(
      "invalid-value",
      `${doing}: TargetConfiguration goes with ScalingType 2, automatic; leave it out, or give that ScalingType`,
      "TargetConfiguration",
    );
  const after = capacityByTimer(fleet, timer);
  // Its own number, as it was given.
  const desired = timer.desired ?? after.desired;
  return wrongCapacity(turn, { ...fleet, hasBeenActive: true }, { ...after, desired }, doing);
}

export function deleteScalingTimer(turn: Turn, { timer: meant }: Of<"deleteScalingTimer">): Reply<undefined> {
  const found = findTimer(turn, meant);
  if (found === undefined)
    return refused(
      "timer-not-found",
      "timerId" in meant
        ? `cannot delete timer "${meant.timerId}": there is no such timer; DescribeTimerScalingPolicies names those there are`
        : `cannot delete timer "${shortened(meant.name)}": fleet "${meant.fleetId}" has no timer of that name`,
      "timerId" in meant ? "TimerId" : "TimerName",
    );
  const { fleet, timer } = found;
  putScaling(turn, fleet, { timers: fleet.scaling.timers.filter(({ id }) => id !== timer.id) });
  tellFleet(turn, fleet.id, "FLEET_SCALING_EVENT", `Timer "${shortened(timer.name)}" was deleted.`);
  return done(undefined);
}

function findTimer({ world }: Turn, meant: TimerMeant) {
  for (const fleet of world.deployment.fleets.values()) {
    const timer = fleet.scaling.timers.find(({ id, name }) =>
      "timerId" in meant ? id === meant.timerId : fleet.id === meant.fleetId && name === meant.name,
    );
    if (timer !== undefined) return { fleet, timer };
  }
  return undefined;
}

const runText = ({ isStopped, nextRunAtMs }: ScalingTimer): string =>
  isStopped || nextRunAtMs === null ? "it is stopped" : `it runs next at ${new Date(nextRunAtMs).toISOString()}`;
