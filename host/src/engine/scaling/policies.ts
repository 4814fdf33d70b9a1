import type { Fleet, FleetScaling, Reply, ScalingCommand } from "../../model/index.js";
import { putFleet, tellFleet } from "../fleet-history.js";
import { liveFleet } from "../fleets.js";
import { done, refused, type Turn } from "../turn.js";
import { expandNow } from "./watch.js";
import { forgetHeld } from "./watches.js";
import { shortened, wordsOf } from "./words.js";

type Of<Type extends ScalingCommand["type"]> = Extract<ScalingCommand, { type: Type }>;

/** From now on its policies decide; without any the desired number goes on doing so (gse-semantics d.8). */
export function startAutoScaling(turn: Turn, { fleetId }: Of<"startAutoScaling">): Reply<Fleet> {
  const found = liveFleet(turn, fleetId, "start the automatic scaling of");
  if (!found.ok || !found.value.isScaledByHand) return found;
  const fleet = putFleet(turn, { ...found.value, isScaledByHand: false });
  const { policies } = fleet.scaling;
  const by =
    policies.length === 0
      ? "it has no policy yet, so the desired number goes on to decide"
      : `by ${policies.length === 1 ? "1 policy" : `${String(policies.length)} policies`}`;
  tellFleet(turn, fleetId, "FLEET_SCALING_EVENT", `Automatic scaling was started: ${by}.`);
  expandNow(turn, fleet, 0);
  return done(turn.world.findFleet(fleetId) ?? fleet);
}

/** It stays as large as it is, until somebody says otherwise. */
export function stopAutoScaling(turn: Turn, { fleetId }: Of<"stopAutoScaling">): Reply<Fleet> {
  const found = liveFleet(turn, fleetId, "stop the automatic scaling of");
  if (!found.ok || found.value.isScaledByHand) return found;
  const fleet = putFleet(turn, { ...found.value, isScaledByHand: true });
  const { desired } = fleet.capacity;
  tellFleet(
    turn,
    fleetId,
    "FLEET_SCALING_EVENT",
    `Automatic scaling was stopped. Desired instances: ${String(desired)}, as before.`,
  );
  return done(fleet);
}

/** In effect at once (gse-semantics c.8). */
export function putScalingPolicy(turn: Turn, { fleetId, policy }: Of<"putScalingPolicy">): Reply<Fleet> {
  const found = liveFleet(turn, fleetId, "put a scaling policy on");
  if (!found.ok) return found;
  const { scaling } = found.value;
  const doing = `cannot put scaling policy "${shortened(policy.name)}" on fleet "${fleetId}"`;
  const others = scaling.policies.filter(({ name }) => name !== policy.name);
  const isNew = others.length === scaling.policies.length;
  const target = others.find(({ type }) => type === "TargetBased");
  if (policy.type === "TargetBased" && target !== undefined)
    return refused(
      "quota",
      `${doing}: a fleet has one target-based policy at most, and it has "${shortened(target.name)}"; put that one again to change it, or delete it first`,
      "PolicyType",
    );
  const { policiesPerFleet } = turn.settings.quotas;
  if (isNew && scaling.policies.length >= policiesPerFleet)
    return refused(
      "quota",
      `${doing}: it has ${String(scaling.policies.length)} policies, as many as allowed; delete one`,
      "Name",
    );
  const policies = isNew
    ? [...scaling.policies, policy]
    : scaling.policies.map((before) => (before.name === policy.name ? policy : before));
  const fleet = putScaling(turn, found.value, { policies });
  forgetHeld(turn, fleet, policy.name);
  tellFleet(
    turn,
    fleetId,
    "FLEET_SCALING_EVENT",
    `${wordsOf(policy)} was ${isNew ? "put" : "changed"}${fleet.isScaledByHand ? ", and waits for StartFleetActions" : ""}.`,
  );
  expandNow(turn, fleet, 0);
  return done(turn.world.findFleet(fleetId) ?? fleet);
}

export function deleteScalingPolicy(turn: Turn, { fleetId, name }: Of<"deleteScalingPolicy">): Reply<undefined> {
  const found = liveFleet(turn, fleetId, "delete a scaling policy of");
  if (!found.ok) return found;
  const { policies } = found.value.scaling;
  const going = policies.filter((policy) => name === undefined || policy.name === name);
  if (name !== undefined && going.length === 0)
    return refused(
      "scaling-policy-not-found",
      `cannot delete scaling policy "${shortened(name)}" of fleet "${fleetId}": it has no such policy; DescribeScalingPolicies names those it has`,
      "Name",
    );
  if (going.length === 0) return done(undefined);
  const fleet = putScaling(turn, found.value, { policies: policies.filter((policy) => !going.includes(policy)) });
  for (const policy of going) {
    forgetHeld(turn, fleet, policy.name);
    tellFleet(turn, fleetId, "FLEET_SCALING_EVENT", `${wordsOf(policy)} was deleted.`);
  }
  return done(undefined);
}

export const putScaling = (turn: Turn, fleet: Fleet, changed: Partial<FleetScaling>): Fleet =>
  putFleet(turn, { ...fleet, scaling: { ...fleet.scaling, ...changed } });
