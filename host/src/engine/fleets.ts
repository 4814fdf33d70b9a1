import {
  noScaling,
  type Asset,
  type Fleet,
  type FleetCapacity,
  type FleetCommand,
  type FleetDesign,
  type FleetId,
  type FleetSettings,
  type InboundPermission,
  type InstanceId,
  type Reply,
} from "../model/index.js";
import { usableAsset } from "./assets.js";
import { reconcile, terminateIfEmpty, terminateInstances } from "./capacity.js";
import { enterState, putFleet, tellFleet } from "./fleet-history.js";
import { beyondInstanceQuota } from "./instance-quota.js";
import { keepUp } from "./launching.js";
import { newFleetId, newTimerId } from "./new-ids.js";
import { done, refused, type Turn } from "./turn.js";
import { creatorPeriodMs } from "./world.js";

type Of<T extends FleetCommand["type"]> = Extract<FleetCommand, { type: T }>;

/** Before the first successful deployment there is one instance at most (gse-semantics c.2). */
const FIRST_CAPACITY: FleetCapacity = { desired: 1, min: 0, max: 1, scalingIntervalMinutes: 10 };

/** Makes a fleet and begins with its first instance (gse-semantics c.2). */
export function createFleet(turn: Turn, { region, design }: Of<"createFleet">): Reply<Fleet> {
  const asset = roomForFleets(turn, region, design, 1);
  return asset.ok ? done(addFleet(turn, region, design, asset.value)) : asset;
}

/** gse-semantics d.1: what is left out is inherited; all of them or none. */
export function copyFleet(turn: Turn, command: Of<"copyFleet">): Reply<readonly Fleet[]> {
  const { fleetId, copies, changes } = command;
  const original = liveFleet(turn, fleetId, "copy");
  if (!original.ok) return original;
  const { region, ...fleet } = original.value;
  const design: FleetDesign = { ...designOf(fleet), ...changes };
  const asset = roomForFleets(turn, region, design, copies);
  if (!asset.ok) return asset;
  return done(
    Array.from({ length: copies }, () => {
      const scaling = scalingOfCopy(turn, original.value, command);
      return addFleet(turn, region, design, asset.value, scaling);
    }),
  );
}

function roomForFleets(turn: Turn, region: string, design: FleetDesign, count: number): Reply<Asset> {
  const { deployment, isDraining } = turn.world;
  const { quotas } = turn.settings;
  if (isDraining) return refused("host-draining", "cannot create a fleet: the host is going down; try again later");
  const asset = usableAsset(turn, design.assetId, "create a fleet of");
  if (!asset.ok) return asset;
  if (asset.value.region !== region)
    return refused(
      "asset-not-found",
      `cannot create a fleet in ${region}: asset "${design.assetId}" is in ${asset.value.region}; upload it to ${region} too`,
      "AssetId",
    );
  const doing = `cannot create ${count === 1 ? "a fleet" : `${String(count)} fleets`}`;
  const fleets = [...deployment.fleets.values()];
  const ofRegion = fleets.filter((fleet) => fleet.region === region);
  if (ofRegion.length + count > quotas.fleets)
    return refused(
      "fleet-quota",
      `${doing}: there are ${String(ofRegion.length)} in ${region} and ${String(quotas.fleets)} are allowed; delete one`,
    );
  const instances = count * FIRST_CAPACITY.max;
  return beyondInstanceQuota(turn, { doing, region, instanceType: design.instanceType, instances }) ?? asset;
}

type FirstScaling = Pick<Fleet, "capacity" | "isScaledByHand" | "scaling">;

const firstScaling: FirstScaling = { capacity: FIRST_CAPACITY, isScaledByHand: true, scaling: noScaling };

function addFleet(turn: Turn, region: string, design: FleetDesign, asset: Asset, first = firstScaling): Fleet {
  const fleet = putFleet(turn, {
    id: newFleetId(turn),
    seq: turn.world.nextSeq("fleets"),
    region,
    operatingSystem: asset.operatingSystem,
    status: "NEW",
    statusReason: "",
    createdAtMs: turn.nowMs,
    terminatedAtMs: null,
    hasBeenActive: false,
    ...first,
    ...design,
  });
  tellFleet(turn, fleet.id, "FLEET_CREATED", `Fleet ${fleet.id} has been created with state NEW.`);
  reconcile(turn, enterState(turn, fleet, "DOWNLOADING"));
  return fleet;
}

/** gse-semantics d.1: SelectedScalingType, SelectedTimerType. */
function scalingOfCopy(turn: Turn, original: Fleet, { withScaling, withTimers }: Of<"copyFleet">): FirstScaling {
  const { scalingIntervalMinutes } = original.capacity;
  const timers = withTimers ? original.scaling.timers.map((timer) => ({ ...timer, id: newTimerId(turn) })) : [];
  return {
    capacity: withScaling ? { ...FIRST_CAPACITY, scalingIntervalMinutes } : FIRST_CAPACITY,
    isScaledByHand: withScaling ? original.isScaledByHand : true,
    scaling: { policies: withScaling ? original.scaling.policies : [], timers, scaledAtMs: null },
  };
}

const designOf = (design: FleetDesign): FleetDesign => ({
  assetId: design.assetId,
  name: design.name,
  description: design.description,
  instanceType: design.instanceType,
  runtime: design.runtime,
  inboundPermissions: design.inboundPermissions,
  protectionPolicy: design.protectionPolicy,
  protectionTimeLimitMinutes: design.protectionTimeLimitMinutes,
  creatorLimit: design.creatorLimit,
  tags: design.tags,
  systemDisk: design.systemDisk,
  dataDisks: design.dataDisks,
  bandwidthMbps: design.bandwidthMbps,
});

/** New sessions follow it; those that run keep what they have (gse-semantics d.5). */
export function updateFleetAttributes(turn: Turn, command: Of<"updateFleetAttributes">): Reply<Fleet> {
  const found = liveFleet(turn, command.fleetId, "update");
  if (!found.ok) return found;
  const before = found.value;
  const fleet = putFleet(turn, {
    ...before,
    name: command.name ?? before.name,
    description: command.description ?? before.description,
    protectionPolicy: command.protectionPolicy ?? before.protectionPolicy,
    protectionTimeLimitMinutes: command.protectionTimeLimitMinutes ?? before.protectionTimeLimitMinutes,
    creatorLimit: command.creatorLimit ?? before.creatorLimit,
  });
  if (fleet.protectionPolicy !== before.protectionPolicy)
    tellFleet(
      turn,
      fleet.id,
      "FLEET_NEW_GAME_SESSION_PROTECTION_POLICY_UPDATED",
      `The protection of new sessions changed from ${before.protectionPolicy} to ${fleet.protectionPolicy}`,
    );
  return done(fleet);
}

/** Adds and takes away exact rules (gse-semantics d.4); one that is there twice over, or not there, changes nothing. */
export function updateFleetPortSettings(turn: Turn, command: Of<"updateFleetPortSettings">): Reply<Fleet> {
  const found = liveFleet(turn, command.fleetId, "change the ports of");
  if (!found.ok) return found;
  const fleet = found.value;
  const revoked = new Set(command.revocations.map(ruleText));
  const kept = fleet.inboundPermissions.filter((rule) => !revoked.has(ruleText(rule)));
  const there = new Set(kept.map(ruleText));
  const added = command.authorizations.filter((rule) => !there.has(ruleText(rule)) && there.add(ruleText(rule)));
  return done(putFleet(turn, { ...fleet, inboundPermissions: [...kept, ...added] }));
}

const ruleText = ({ protocol, fromPort, toPort, ipRange }: InboundPermission): string =>
  `${protocol} ${String(fromPort)}-${String(toPort)} ${ipRange}`;

/** New processes by the new rules; old ones that they do not name go as their sessions end (gse-semantics d.2). */
export function updateRuntimeConfiguration(turn: Turn, command: Of<"updateRuntimeConfiguration">): Reply<Fleet> {
  const found = liveFleet(turn, command.fleetId, "change the runtime configuration of");
  if (!found.ok) return found;
  const { deployment } = turn.world;
  const fleet = putFleet(turn, { ...found.value, runtime: command.runtime });
  for (const instance of deployment.instancesOf(fleet.id)) {
    // What failed by the former rules says nothing of the new ones.
    for (const restarts of deployment.restartsOn(instance.id)) deployment.restarts.put({ ...restarts, failures: 0 });
    keepUp(turn, instance);
  }
  return done(fleet);
}

/** Sessions that are ending hold nothing up: they and their processes have been told to go (gse-semantics m-25). */
export function deleteFleet(turn: Turn, { fleetId }: Of<"deleteFleet">): Reply<Fleet> {
  const found = liveFleet(turn, fleetId, "delete");
  if (!found.ok) return found;
  const { deployment } = turn.world;
  const sessions = deployment.instancesOf(fleetId).reduce((sum, { id }) => sum + playedOn(turn, id), 0);
  if (sessions > 0)
    return refused(
      "fleet-in-use",
      `cannot delete fleet "${fleetId}": ${String(sessions)} game server ${sessions === 1 ? "session runs" : "sessions run"} on it; end ${sessions === 1 ? "it" : "them"} first`,
    );
  const [alias] = deployment.aliasesOf(fleetId);
  if (alias !== undefined)
    return refused(
      "fleet-in-use",
      `cannot delete fleet "${fleetId}": alias "${alias.id}" (${alias.name}) leads to it; point the alias elsewhere, or delete it, first`,
    );
  const queue = turn.world.queueing.aQueueOfFleet(fleetId);
  if (queue !== undefined)
    return refused(
      "fleet-in-use",
      `cannot delete fleet "${fleetId}": queue "${queue.name}" in ${queue.region} leads to it; take it out of the queue first`,
    );
  tellFleet(turn, fleetId, "FLEET_DELETED", `The deletion of fleet ${fleetId} was asked for.`);
  const fleet = enterState(turn, { ...found.value, scaling: noScaling }, "DELETING");
  terminateInstances(turn, deployment.instancesOf(fleetId), "the fleet is deleted");
  terminateIfEmpty(turn, fleet);
  return done(turn.world.findFleet(fleetId) ?? fleet);
}

/** How many of an instance's sessions are played, or soon will be. */
function playedOn({ world }: Turn, instanceId: InstanceId): number {
  let count = 0;
  for (const processId of world.loads.of(instanceId).processes) {
    const sessionId = world.processes.get(processId)?.sessionId ?? null;
    const status = sessionId === null ? undefined : world.sessions.get(sessionId)?.status;
    if (status === "ACTIVE" || status === "ACTIVATING") count++;
  }
  return count;
}

/** A fleet that can still be changed. */
export function liveFleet(turn: Turn, fleetId: FleetId, doing: string): Reply<Fleet> {
  const fleet = turn.world.findFleet(fleetId);
  if (fleet === undefined)
    return refused("fleet-not-found", `cannot ${doing} fleet "${fleetId}": there is no such fleet`, "FleetId");
  if (fleet.status === "DELETING" || fleet.status === "TERMINATED")
    return refused("fleet-not-active", `cannot ${doing} fleet "${fleetId}": it is ${fleet.status}`, "FleetId");
  return done(fleet);
}

/** What a fleet decides for its processes and sessions; that of a fleet which is only a name stands in the settings. */
export function settingsOf(turn: Turn, fleetId: FleetId | null): FleetSettings {
  const { fleet: defaults } = turn.settings;
  const fleet = fleetId === null ? undefined : turn.world.findFleet(fleetId);
  if (fleet === undefined) return defaults;
  return {
    activationTimeoutMs: fleet.runtime.activationTimeoutSeconds * 1_000,
    activationsAtOnce: fleet.runtime.maxConcurrentActivations,
    protectionPolicy: fleet.protectionPolicy,
    protectionTimeLimitMs: fleet.protectionTimeLimitMinutes * 60_000,
    sessionsPerCreator: fleet.creatorLimit.sessions,
    creatorPeriodMs: creatorPeriodMs(fleet),
    endsUnhealthyProcesses: defaults.endsUnhealthyProcesses,
    instanceType: fleet.instanceType,
    weight: defaults.weight,
  };
}
