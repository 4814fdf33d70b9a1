import type { Fleet, GameServerProcess, Instance, MachineCommand, Reply } from "../../model/index.js";
import { leastNeeded, reconcile, terminateInstances } from "../capacity.js";
import { beginEnding } from "../end-process.js";
import { tellFleet } from "../fleet-history.js";
import { keepUp } from "../launching.js";
import { done, type Turn } from "../turn.js";
import { instanceNeed, processNeed, promised } from "./needs.js";
import { reserveOf } from "./reserve.js";
import type { Measured } from "./room-state.js";
import { useOfShare } from "./shares.js";

type Command = Extract<MachineCommand, { type: "machineMeasured" }>;

/** With less than this share of the reserve left, memory is short. */
const SHORT_OF_RESERVE = 0.5;

/**
 * The machine was measured. When memory is short, processes without a session go, before the system ends any; when there is room
 * again, they come back, and fleets that wait for room grow, who has least of his share first.
 */
export function machineMeasured(turn: Turn, { measure }: Command): Reply<undefined> {
  const { room } = turn.world.deployment;
  const reserve = reserveOf(turn, measure);
  const now: Measured = { id: "machine", measure, isShort: room.latest?.isShort ?? false };
  if (measure.availableBytes < reserve * SHORT_OF_RESERVE) {
    room.measured.put({ ...now, isShort: true });
    shed(turn, now, reserve - measure.availableBytes);
    launchAgain(turn);
    return done(undefined);
  }
  const isShort = now.isShort && measure.availableBytes - promised(turn, now).bytes < reserve;
  room.measured.put({ ...now, isShort });
  if (now.isShort) launchAgain(turn);
  if (!isShort) growWhoLacks(turn, now);
  return done(undefined);
}

/** So many of its processes may be launched now: while memory is short only the one without which a fleet is no fleet. */
export function launchesNow({ world: { deployment, loads } }: Turn, { id }: Fleet): number {
  if (deployment.room.latest?.isShort !== true) return Infinity;
  const hasAny = ({ id: on }: Instance): boolean =>
    loads.of(on).processes.size > 0 || deployment.launchesOn(on).some(({ status }) => status !== "EXITING");
  return deployment.instancesOf(id).some(hasAny) ? 0 : 1;
}

/** Processes without a session go, of those fleets first that are furthest above their share; each keeps one that is idle. */
function shed(turn: Turn, latest: Measured, missingBytes: number): void {
  let missing = missingBytes;
  for (const fleet of byShare(turn, latest).reverse()) {
    const { bytes } = processNeed(latest, fleet.id);
    const going = idleOf(turn, fleet).slice(1, 1 + Math.ceil(missing / bytes));
    if (going.length === 0) continue;
    for (const process of going)
      beginEnding(turn, process, "the machine is short of memory", turn.nowMs + turn.settings.processExitTimeoutMs);
    missing -= going.length * bytes;
    tellFleet(
      turn,
      fleet.id,
      "FLEET_SCALING_EVENT",
      `The machine is short of memory: ${String(going.length)} idle ${going.length === 1 ? "process goes" : "processes go"}, and ${going.length === 1 ? "comes" : "come"} back when there is room.`,
    );
    if (missing <= 0) return;
  }
}

function idleOf({ world }: Turn, { id }: Fleet): readonly GameServerProcess[] {
  const idle: GameServerProcess[] = [];
  for (const instance of world.deployment.instancesOf(id)) {
    if (instance.status !== "ACTIVE" || instance.isReserved) continue;
    for (const processId of world.loads.of(instance.id).processes) {
      const process = world.processes.get(processId);
      if (process?.status === "ACTIVE" && process.sessionId === null) idle.push(process);
    }
  }
  return idle;
}

/** What may be: all that is missing, or, while memory is short, what a fleet needs that has lost its last process. */
function launchAgain(turn: Turn): void {
  for (const instance of [...turn.world.deployment.instances.values()])
    if (instance.status === "ACTIVE") keepUp(turn, instance);
}

function growWhoLacks(turn: Turn, latest: Measured): void {
  const { room } = turn.world.deployment;
  for (const fleet of byShare(turn, latest)) {
    if (!room.isLacking(fleet.id)) continue;
    reconcile(turn, fleet);
    if (room.isLacking(fleet.id)) makeRoomFor(turn, latest, fleet);
  }
}

/** A fleet that has not its share yet gets what another one has beyond its own and does not use: one instance at a time. */
function makeRoomFor(turn: Turn, latest: Measured, fleet: Fleet): void {
  const { deployment, loads } = turn.world;
  if (useOfShare(turn, latest, fleet, instanceNeed(latest, fleet).bytes) > 1) return;
  // What goes already makes room soon.
  for (const { status } of deployment.instances.values()) if (status === "TERMINATING") return;
  for (const other of byShare(turn, latest).reverse()) {
    if (useOfShare(turn, latest, other) <= 1) return;
    const staying = deployment.stayingOf(other.id);
    const [spare] = leastNeeded(turn, staying).filter(({ id }) => loads.of(id).busy === 0);
    if (spare === undefined || staying.length <= Math.max(1, other.capacity.min)) continue;
    tellFleet(
      turn,
      other.id,
      "FLEET_SCALING_EVENT",
      `Instance ${spare.id}, which hosts no session, makes room for fleet ${fleet.id}: this fleet has more than its share of the machine, that one less.`,
    );
    terminateInstances(turn, [spare], "it makes room for another fleet");
    // It is still wanted, once there is room for all.
    deployment.room.lacks.put({ id: other.id, isLacking: true });
    return;
  }
}

/** Who has least of his share first. */
const byShare = (turn: Turn, latest: Measured): Fleet[] =>
  [...turn.world.deployment.fleets.values()]
    .map((fleet) => ({ fleet, share: useOfShare(turn, latest, fleet) }))
    .sort((one, other) => one.share - other.share)
    .map(({ fleet }) => fleet);
