import {
  toWireAlias,
  toWireAsset,
  toWireCapacity,
  toWireEvent,
  toWireFleet,
  toWireInstanceExtend,
  toWirePlayer,
  toWireQueue,
  toWireSession,
  toWireUtilization,
  type HostFacts,
} from "../cloud-api/index.js";
import { isLiveAlias, isLiveQueue, isUsable, type AssetId, type Fleet, type FleetId } from "../model/index.js";
import type { CommandHost } from "../ports/index.js";
import type { ChangedRows } from "./changed-rows.js";
import { placementRow } from "./placement-row.js";
import { liveProcesses, processRow } from "./process-row.js";

/** One row that has changed, as the console's page patches its lists with. */
export interface Change {
  readonly Kind:
    "fleet" | "instance" | "process" | "session" | "player" | "fleetEvent" | "asset" | "alias" | "queue" | "placement";
  /** Of a queue its name, of a placement the id that its caller chose: with `Region` there is one of it. */
  readonly Id: string;
  readonly FleetId: string | null;
  /** Null where the row does not say, and for what was started by hand. */
  readonly Region: string | null;
  /** As the cloud API shows it (a process: {@link ProcessRow}, a placement: {@link placementRow}); null: it is in no list any more. */
  readonly Row: object | null;
  /** Of a player. */
  readonly SessionId?: string;
  /** Of a fleet. */
  readonly Capacity?: object;
  readonly Utilization?: object;
}

export interface ChangeContext {
  readonly host: Pick<CommandHost, "live" | "reads" | "instanceLoad" | "fleetLoad">;
  readonly facts: HostFacts;
  readonly logUrl: (name: string) => string;
}

/** What is told of rows that have changed, as they are now. */
export function changesOf(changed: ChangedRows, context: ChangeContext): readonly Change[] {
  const fleets = new Map([...context.host.live().fleets].map((fleet) => [fleet.id, fleet]));
  return [
    ...[...changed.aliases.values()].map((alias): Change => ({
      Kind: "alias",
      Id: alias.id,
      FleetId: alias.routing.fleetId,
      Region: alias.region,
      Row: isLiveAlias(alias) ? toWireAlias(alias, context.facts) : null,
    })),
    ...[...changed.queues.values()].map((queue): Change => ({
      Kind: "queue",
      Id: queue.name,
      FleetId: null,
      Region: queue.region,
      Row: isLiveQueue(queue) ? toWireQueue(queue, context.facts, context.host.reads) : null,
    })),
    ...assetChanges(changed, context),
    ...fleetChanges(changed, fleets, context),
    ...instanceChanges(changed, fleets, context),
    ...processChanges(changed, fleets, context),
    ...[...changed.sessions.values()].map((session): Change => ({
      Kind: "session",
      Id: session.id,
      FleetId: session.fleetId,
      Region: session.region,
      Row: toWireSession(session),
    })),
    ...[...changed.players.values()].map((player): Change => ({
      Kind: "player",
      Id: player.id,
      FleetId: player.fleetId,
      Region: null,
      Row: toWirePlayer(player),
      SessionId: player.gameServerSessionId,
    })),
    ...[...changed.placements.values()].map((placement): Change => ({
      Kind: "placement",
      Id: placement.placementId,
      FleetId: null,
      Region: placement.region,
      Row: placementRow(placement),
    })),
    ...changed.fleetEvents.map((event): Change => ({
      Kind: "fleetEvent",
      Id: event.id,
      FleetId: event.fleetId,
      Region: regionOf(fleets, event.fleetId),
      Row: toWireEvent(event, context.logUrl),
    })),
  ];
}

type Fleets = ReadonlyMap<FleetId, Fleet>;

const regionOf = (fleets: Fleets, id: FleetId | null): string | null =>
  (id === null ? undefined : fleets.get(id)?.region) ?? null;

function assetChanges({ assets }: ChangedRows, { host: { reads }, facts }: ChangeContext): readonly Change[] {
  const fleetsOf = (assetId: AssetId): number => reads.fleets({ assetId }, { offset: 0, limit: 1 }).total;
  return [...assets].flatMap(([id, row]): readonly Change[] => {
    const asset = row === "load" ? reads.asset(id) : row;
    if (asset === undefined) return [];
    const Row = isUsable(asset) ? toWireAsset(asset, fleetsOf(id), facts) : null;
    return [{ Kind: "asset", Id: id, FleetId: null, Region: asset.region, Row }];
  });
}

function fleetChanges(changed: ChangedRows, fleets: Fleets, { host, facts }: ChangeContext): readonly Change[] {
  return [...changed.fleets].flatMap(([id, what]): readonly Change[] => {
    const fleet = fleets.get(id);
    // A fleet that is only a name has sessions, and no row.
    if (fleet === undefined)
      return what === "load" ? [] : [{ Kind: "fleet", Id: id, FleetId: id, Region: null, Row: null }];
    const load = host.fleetLoad(id);
    return [
      {
        Kind: "fleet",
        Id: id,
        FleetId: id,
        Region: fleet.region,
        Row: toWireFleet(fleet, facts),
        Capacity: toWireCapacity(fleet, load),
        Utilization: toWireUtilization(fleet, load),
      },
    ];
  });
}

function instanceChanges(changed: ChangedRows, fleets: Fleets, { host }: ChangeContext): readonly Change[] {
  if (changed.instances.size === 0) return [];
  const instances = new Map([...host.live().instances].map((instance) => [instance.id, instance]));
  return [...changed.instances].flatMap(([id, { fleetId, what }]): readonly Change[] => {
    const instance = instances.get(id);
    if (instance === undefined && what === "load") return [];
    const Row =
      instance === undefined ? null : toWireInstanceExtend(instance, fleets.get(fleetId), host.instanceLoad(id));
    return [{ Kind: "instance", Id: id, FleetId: fleetId, Region: regionOf(fleets, fleetId), Row }];
  });
}

function processChanges(changed: ChangedRows, fleets: Fleets, { host }: ChangeContext): readonly Change[] {
  if (changed.processes.size === 0) return [];
  const processes = liveProcesses(host.live());
  return [...changed.processes].map(([id, fleetId]) => {
    const live = processes.get(id);
    const Row = live === undefined ? null : processRow(id, live);
    return { Kind: "process", Id: id, FleetId: fleetId, Region: regionOf(fleets, fleetId), Row };
  });
}
