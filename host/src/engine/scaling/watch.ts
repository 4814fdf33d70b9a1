import type { Fleet, RulePolicy } from "../../model/index.js";
import { reconcile } from "../capacity.js";
import { putFleet, tellFleet } from "../fleet-history.js";
import type { Turn } from "../turn.js";
import { decide } from "./decide.js";
import { fleetNumbers, type FleetNumbers } from "./fleet-numbers.js";
import { resize } from "./resize.js";
import { isTrueNow } from "./rule.js";
import { isWatched, type ScalingWatch } from "./scaling-state.js";
import { MINUTE_MS, nextMinute } from "./watches.js";

/** Looks at each fleet that policies move, once a minute (gse-semantics d.8). */
export function lookAtScaling(turn: Turn): void {
  const { world, nowMs } = turn;
  const { scaling, fleets } = world.deployment;
  for (;;) {
    const id = scaling.lookDeadlines.due(nowMs);
    if (id === undefined) return;
    const watch = scaling.watches.get(id);
    const fleet = fleets.get(id);
    if (watch === undefined || fleet === undefined) throw new Error(`a look is due at no fleet: "${id}"`);
    const numbers = fleetNumbers(world, fleet, world.queueing.waitingFor(id));
    scaling.watches.put({ ...watch, lookAtMs: nextMinute(nowMs), held: heldNow(fleet, watch, numbers, nowMs) });
    if (world.isDraining || isCoolingDown(fleet, nowMs)) continue;
    if (!followPolicies(turn, fleet, numbers)) replaceMissing(turn, fleet, numbers);
  }
}

/** For how many looks in a row each rule has been true now; where looks were missed, nobody knows what was between. */
function heldNow(fleet: Fleet, watch: ScalingWatch, numbers: FleetNumbers, nowMs: number): ScalingWatch["held"] {
  const isInRow = watch.lookAtMs !== null && nowMs - watch.lookAtMs < MINUTE_MS;
  return fleet.scaling.policies.flatMap((policy) => {
    if (policy.type !== "RuleBased" || !isTrueNow(policy, numbers)) return [];
    const before = isInRow ? watch.held.find((held) => held.policy === policy.name) : undefined;
    return [{ policy: policy.name, minutes: (before?.minutes ?? 0) + 1 }];
  });
}

/** True: they changed the size. */
function followPolicies(turn: Turn, fleet: Fleet, numbers: FleetNumbers, mayReduce = true): boolean {
  const held = turn.world.deployment.scaling.watches.get(fleet.id)?.held ?? [];
  const { capacity, scaling } = fleet;
  const decision = decide({
    capacity,
    numbers,
    policies: scaling.policies,
    heldMinutes: (rule: RulePolicy) => held.find(({ policy }) => policy === rule.name)?.minutes ?? 0,
  });
  if (decision === undefined || (!mayReduce && decision.desired < capacity.desired)) return false;
  resize(turn, fleet, { ...capacity, desired: decision.desired }, `${decision.why}.`);
  return true;
}

/** Instances that could not be set up are tried again, as seldom as the size may change. */
function replaceMissing(turn: Turn, fleet: Fleet, { instances }: FleetNumbers): void {
  const missing = fleet.capacity.desired - instances;
  if (missing <= 0 || turn.world.deployment.room.isLacking(fleet.id)) return;
  tellFleet(
    turn,
    fleet.id,
    "FLEET_SCALING_EVENT",
    `${String(missing)} of ${String(fleet.capacity.desired)} desired instances are missing and are set up anew.`,
  );
  reconcile(turn, putFleet(turn, { ...fleet, scaling: { ...fleet.scaling, scaledAtMs: turn.nowMs } }));
}

/**
 * What cannot wait for the next minute: a policy that is new, or a session that found no process. It only adds. A fleet without
 * any instance is not held up by its cool-down: nobody could play until it is over.
 */
export function expandNow(turn: Turn, fleet: Fleet, waiting: number): void {
  const { policies } = fleet.scaling;
  if (!isWatched(fleet) || turn.world.isDraining || fleet.capacity.desired >= fleet.capacity.max) return;
  // Rules look at minutes; nobody who waits makes them look sooner.
  if (!policies.some(({ type }) => type === "TargetBased")) return;
  if (isCoolingDown(fleet, turn.nowMs) && fleet.capacity.desired > 0) return;
  followPolicies(turn, fleet, fleetNumbers(turn.world, fleet, waiting), false);
}

/** A clock that was set back does not make it last longer. */
export const isCoolingDown = ({ capacity, scaling: { scaledAtMs } }: Fleet, nowMs: number): boolean =>
  scaledAtMs !== null && scaledAtMs <= nowMs && nowMs - scaledAtMs < capacity.scalingIntervalMinutes * MINUTE_MS;
