import {
  isScaledByPolicies,
  type Fleet,
  type FleetCommand,
  type Instance,
  type InstanceId,
  type MachineCommand,
  type Reply,
} from "../model/index.js";
import { beginEnding, protectedUntilMs } from "./end-process.js";
import { enterState } from "./fleet-history.js";
import { liveFleet } from "./fleets.js";
import { beyondInstanceQuota } from "./instance-quota.js";
import { endLaunchNow } from "./launching.js";
import { newInstanceId } from "./new-ids.js";
import { hasAll, mayGrow } from "./room/may-grow.js";
import { resize } from "./scaling/resize.js";
import { expandNow } from "./scaling/watch.js";
import { done, refused, type Turn } from "./turn.js";

type UpdateCapacity = Extract<FleetCommand, { type: "updateFleetCapacity" }>;
type UpdateInstance = Extract<FleetCommand, { type: "updateInstance" }>;
type Removed = Extract<MachineCommand, { type: "instanceRemoved" }>;

/** gse-semantics c.3: what SetServerWeight leaves alone. */
const DEFAULT_WEIGHT = 5;

/** How many instances there shall be (gse-semantics d.8). */
export function updateFleetCapacity(turn: Turn, command: UpdateCapacity): Reply<Fleet> {
  const found = liveFleet(turn, command.fleetId, "change the capacity of");
  if (!found.ok) return found;
  const fleet = found.value;
  const { min, max } = { ...fleet.capacity, ...withoutUndefined({ min: command.min, max: command.max }) };
  // Bounds that move take the number with them, unless it was given.
  const kept = Math.min(Math.max(fleet.capacity.desired, min), max);
  const wrong = wrongCapacity(
    turn,
    fleet,
    { desired: command.desired ?? kept, min, max },
    `cannot change the capacity of fleet "${fleet.id}"`,
  );
  if (wrong !== undefined) return wrong;
  const isIgnored = command.desired !== undefined && isScaledByPolicies(fleet);
  const desired = isIgnored ? kept : (command.desired ?? kept);
  const scalingIntervalMinutes = command.scalingIntervalMinutes ?? fleet.capacity.scalingIntervalMinutes;
  const why = `The capacity was set${isIgnored ? "; DesiredInstances counts only without policies, or after StopFleetActions" : ""}.`;
  const changed = resize(turn, fleet, { desired, min, max, scalingIntervalMinutes }, why);
  expandNow(turn, changed, 0);
  return done(turn.world.findFleet(fleet.id) ?? changed);
}

interface Wanted {
  readonly desired: number;
  readonly min: number;
  readonly max: number;
}

/** Why a fleet may not have these numbers. `doing`: for people, "cannot …". */
export function wrongCapacity(turn: Turn, fleet: Fleet, { desired, min, max }: Wanted, doing: string) {
  if (min > max)
    return refused("invalid-value", `${doing}: MinSize ${String(min)} is above MaxSize ${String(max)}`, "MinSize");
  if (desired < min || desired > max)
    return refused(
      "invalid-value",
      `${doing}: DesiredInstances ${String(desired)} is not within MinSize ${String(min)} to MaxSize ${String(max)}`,
      "DesiredInstances",
    );
  if (!fleet.hasBeenActive && max > 1)
    return refused(
      "invalid-value",
      `${doing}: MaxSize is ${String(max)}, but the fleet has not been ACTIVE yet and may have one instance until then`,
      "MaxSize",
    );
  // What is no more than before does no harm, even where the quota has become smaller.
  if (max <= fleet.capacity.max) return undefined;
  const { region, instanceType } = fleet;
  return beyondInstanceQuota(turn, { doing, region, instanceType, instances: max, insteadOf: fleet, field: "MaxSize" });
}

/** SetServerWeight, SetServerReserved (gse-semantics c.3). */
export function updateInstance(turn: Turn, command: UpdateInstance): Reply<Instance> {
  const found = liveFleet(turn, command.fleetId, "change an instance of");
  if (!found.ok) return found;
  const instance = turn.world.deployment.instances.get(command.instanceId);
  if (instance?.fleetId !== command.fleetId)
    return refused(
      "instance-not-found",
      `cannot change instance "${command.instanceId}": fleet "${command.fleetId}" has no such instance`,
      "InstanceId",
    );
  const changed = putInstance(turn, {
    ...instance,
    weight: command.weight ?? instance.weight,
    isReserved: command.isReserved ?? instance.isReserved,
  });
  // One that was kept may be one too many.
  if (instance.isReserved && !changed.isReserved) reconcile(turn, found.value);
  return done(turn.world.deployment.instances.get(changed.id) ?? changed);
}

/** Adds instances, or chooses some to go, until there are as many as desired. */
export function reconcile(turn: Turn, fleet: Fleet): void {
  if (staysAsItIs(turn, fleet)) return;
  for (let count = turn.world.deployment.stayingOf(fleet.id).length; count < fleet.capacity.desired; count++) {
    if (!mayGrow(turn, fleet, count)) return;
    addInstance(turn, fleet);
  }
  hasAll(turn, fleet);
  terminateInstances(turn, surplusOf(turn, fleet), "the fleet is scaled in");
}

const staysAsItIs = ({ world }: Turn, { status }: Fleet): boolean => world.isDraining || status === "ERROR";

/** Those that go because they are too many; reserved ones never. */
export function surplusOf(turn: Turn, fleet: Fleet): readonly Instance[] {
  if (staysAsItIs(turn, fleet)) return [];
  const staying = turn.world.deployment.stayingOf(fleet.id);
  return leastNeeded(turn, staying).slice(0, Math.max(0, staying.length - fleet.capacity.desired));
}

function addInstance(turn: Turn, fleet: Fleet): void {
  const asset = turn.world.findAsset(fleet.assetId);
  if (asset === undefined) throw new Error(`fleet "${fleet.id}" is made of no asset: "${fleet.assetId}"`);
  const instance = putInstance(turn, {
    id: newInstanceId(turn),
    seq: turn.world.nextSeq("instances"),
    fleetId: fleet.id,
    status: "PENDING",
    ipAddress: turn.settings.publicAddress,
    weight: DEFAULT_WEIGHT,
    isReserved: false,
    createdAtMs: turn.nowMs,
    terminatedAtMs: null,
  });
  turn.effects.push({ do: "setUpInstance", instance, fleet, asset });
}

/** Idle ones first, then the least busy, the least weighty, the youngest; reserved ones never (gse-semantics d.8). */
export function leastNeeded(turn: Turn, instances: readonly Instance[]): readonly Instance[] {
  const busy = (id: InstanceId): number => turn.world.loads.of(id).busy;
  return instances
    .filter(({ isReserved }) => !isReserved)
    .sort((a, b) => busy(a.id) - busy(b.id) || a.weight - b.weight || b.seq - a.seq);
}

/** No new sessions on them; each process goes as its session's protection allows, then the instance (gse-semantics d.8). */
export function terminateInstances(turn: Turn, instances: readonly Instance[], reason: string): void {
  const { deployment, processes } = turn.world;
  for (const instance of instances) {
    if (instance.status !== "TERMINATING") putInstance(turn, { ...instance, status: "TERMINATING" });
    for (const launch of deployment.launchesOn(instance.id)) {
      const process = processes.get(launch.id);
      if (process !== undefined) beginEnding(turn, process, reason, protectedUntilMs(turn, process));
      else if (launch.status !== "EXITING") endLaunchNow(turn, launch, reason);
    }
    removeIfEmpty(turn, instance.id);
  }
}

/** The last process of an instance that is to go is gone. */
export function removeIfEmpty(turn: Turn, id: InstanceId): void {
  const { deployment } = turn.world;
  const instance = deployment.instances.get(id);
  if (instance?.status !== "TERMINATING" || deployment.hasLaunchesOn(id)) return;
  const isPlanned = turn.effects.some((effect) => effect.do === "removeInstance" && effect.instance.id === id);
  if (!isPlanned) turn.effects.push({ do: "removeInstance", instance });
}

export function instanceRemoved(turn: Turn, { instanceId }: Removed): Reply<undefined> {
  const { deployment } = turn.world;
  const instance = deployment.instances.get(instanceId);
  if (instance === undefined) return done(undefined);
  for (const restarts of deployment.restartsOn(instanceId)) deployment.restarts.put({ ...restarts, failures: 0 });
  putInstance(turn, { ...instance, status: "TERMINATED", terminatedAtMs: turn.nowMs });
  const fleet = deployment.fleets.get(instance.fleetId);
  if (fleet !== undefined) terminateIfEmpty(turn, fleet);
  return done(undefined);
}

/** A fleet that is deleted is gone with its last instance. */
export function terminateIfEmpty(turn: Turn, fleet: Fleet): void {
  if (fleet.status === "DELETING" && turn.world.deployment.instancesOf(fleet.id).length === 0)
    enterState(turn, fleet, "TERMINATED");
}

export function putInstance(turn: Turn, instance: Instance): Instance {
  turn.world.deployment.instances.put(instance);
  turn.events.push({ type: "instanceChanged", instance });
  return instance;
}

const withoutUndefined = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
