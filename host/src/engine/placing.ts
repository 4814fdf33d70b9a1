import type { Fleet, FleetId, GameServerProcess, Instance, ProcessId, Reply } from "../model/index.js";
import type { Load } from "./loads.js";
import { expandNow } from "./scaling/watch.js";
import { done, refused, type Turn } from "./turn.js";

/** A process for a new session, and the instance that it is on; null: it was started by hand. */
export interface Place {
  readonly process: GameServerProcess;
  readonly instance: Instance | null;
}

type MayTake = (id: ProcessId) => boolean;
const anyProcess: MayTake = () => true;

/**
 * Takes no process that hosts a session, ends or fails its health checks. Of a fleet's instances the weightiest, among those
 * the busiest, so that idle ones can go (gse-semantics d.7); a fleet that is only a name is served by processes that were
 * started by hand. Where there is none, the fleet may grow for it.
 */
export function choosePlace(turn: Turn, fleetId: FleetId): Reply<Place> {
  const { world, settings } = turn;
  if (world.isDraining)
    return refused("host-draining", "cannot create a game server session: the host is going down; try again later");
  const fleet = world.findFleet(fleetId);
  if (fleet !== undefined) return chooseOnFleet(turn, fleet);

  const attached = world.loads.of(null);
  // Where fleets were created, a name that is none of them is a mistake, unless somebody attached a process for it.
  const isOfNames = settings.servesAnyFleet || world.deployment.fleets.size === 0;
  if (!isOfNames && attached.processes.size === 0)
    return refused(
      "fleet-not-found",
      `cannot create a game server session: there is no fleet "${fleetId}", and no game server that was started by hand is ready either`,
      "FleetId",
    );
  const process = firstIdle(turn, attached, anyProcess);
  return process === undefined ? refusedNoIdleProcess(attached) : done({ process, instance: null });
}

/** The same for who can wait; nothing comes of it where there is none. @param mayTake false for a process that shall not be taken */
export function findPlace(turn: Turn, fleetId: FleetId, mayTake: MayTake): Place | undefined {
  const { world } = turn;
  if (world.isDraining) return undefined;
  const fleet = world.findFleet(fleetId);
  if (fleet !== undefined) return fleet.status === "ACTIVE" ? findOnFleet(turn, fleet, mayTake).place : undefined;
  const process = firstIdle(turn, world.loads.of(null), mayTake);
  return process === undefined ? undefined : { process, instance: null };
}

function chooseOnFleet(turn: Turn, fleet: Fleet): Reply<Place> {
  if (fleet.status !== "ACTIVE")
    return refused(
      "fleet-not-active",
      `cannot create a game server session: fleet "${fleet.id}" is ${fleet.status}, not ACTIVE` +
        (fleet.statusReason === "" ? "" : ` (${fleet.statusReason})`),
      "FleetId",
    );
  const { place, waitsForActivations } = findOnFleet(turn, fleet, anyProcess);
  if (place !== undefined) return done(place);
  if (!waitsForActivations) expandNow(turn, fleet, 1);
  return refused(
    "no-idle-process",
    waitsForActivations
      ? `cannot create a game server session on fleet "${fleet.id}": ${String(fleet.runtime.maxConcurrentActivations)} sessions of each instance are ACTIVATING, as many as MaxConcurrentGameServerSessionActivations allows; try again in a moment`
      : `cannot create a game server session on fleet "${fleet.id}": none of its processes is free; end a session or raise the fleet's capacity`,
  );
}

interface Found {
  readonly place: Place | undefined;
  /** There is none for now because as many sessions are ACTIVATING as may. */
  readonly waitsForActivations: boolean;
}

function findOnFleet(turn: Turn, fleet: Fleet, mayTake: MayTake): Found {
  const { deployment, loads } = turn.world;
  const { maxConcurrentActivations } = fleet.runtime;
  let best: (Place & { readonly instance: Instance; readonly load: Load }) | undefined;
  let waitsForActivations = false;
  for (const instance of deployment.instancesOf(fleet.id)) {
    const load = loads.of(instance.id);
    if (instance.status !== "ACTIVE" || instance.weight === 0) continue;
    const process = firstIdle(turn, load, mayTake);
    if (process === undefined) continue;
    if (maxConcurrentActivations > 0 && load.activating >= maxConcurrentActivations) waitsForActivations = true;
    else if (best === undefined || isBetter(instance, load, best)) best = { process, instance, load };
  }
  const place = best && { process: best.process, instance: best.instance };
  return { place, waitsForActivations };
}

const isBetter = (
  instance: Instance,
  load: Load,
  than: { readonly instance: Instance; readonly load: Load },
): boolean =>
  instance.weight > than.instance.weight || (instance.weight === than.instance.weight && load.busy > than.load.busy);

function firstIdle({ world }: Turn, { idle }: Load, mayTake: MayTake): GameServerProcess | undefined {
  const id = idle.find(mayTake);
  return id === undefined ? undefined : world.processes.get(id);
}

function refusedNoIdleProcess({ processes: { size } }: Load) {
  return refused(
    "no-idle-process",
    size === 0
      ? "no game server process is ready; start one that calls ProcessReady, then try again"
      : `none of the ${String(size)} game server processes is free: each hosts a session, is ending or fails its health checks; start another one or end a session`,
  );
}
