import type {
  Alias,
  AliasId,
  Asset,
  AssetId,
  FleetEvent,
  FleetId,
  GameServerSession,
  GameServerSessionId,
  InstanceId,
  Placement,
  PlacementKey,
  PlayerSession,
  PlayerSessionId,
  ProcessId,
  Queue,
} from "../model/index.js";
import type { Changes } from "../ports/index.js";

/** `row`: the row itself changed; `load`: only what runs on it. */
export type What = "row" | "load";

/** What has changed since it was last told: the last word of each row, however often it changed. */
export class ChangedRows {
  readonly sessions = new Map<GameServerSessionId, GameServerSession>();
  readonly players = new Map<PlayerSessionId, PlayerSession>();
  readonly fleetEvents: FleetEvent[] = [];
  readonly aliases = new Map<AliasId, Alias>();
  /** By region and name, which another one may have had until now. */
  readonly queues = new Map<string, Queue>();
  readonly placements = new Map<PlacementKey, Placement>();
  readonly assets = new Map<AssetId, Asset | "load">();
  /** With the fleet of each, for one that is gone by the time it is told. */
  readonly processes = new Map<ProcessId, FleetId | null>();
  readonly instances = new Map<InstanceId, { readonly fleetId: FleetId; readonly what: What }>();
  readonly fleets = new Map<FleetId, What>();

  get size(): number {
    const { sessions, players, fleetEvents, aliases, queues, placements, assets, processes, instances, fleets } = this;
    return [sessions, players, aliases, queues, placements, assets, processes, instances, fleets].reduce(
      (sum, { size }) => sum + size,
      fleetEvents.length,
    );
  }

  add(changes: Changes): void {
    for (const session of changes.sessions) {
      this.sessions.set(session.id, session);
      this.#loadChanged(session.fleetId, session.instanceId);
    }
    for (const player of changes.players) this.players.set(player.id, player);
    for (const { id, fleetId, instanceId } of [...changes.launches, ...changes.processes]) {
      this.processes.set(id, fleetId);
      if (fleetId !== null) this.#loadChanged(fleetId, instanceId);
    }
    for (const { id, fleetId } of changes.instances) {
      this.instances.set(id, { fleetId, what: "row" });
      this.#loadChanged(fleetId, null);
    }
    for (const { id, assetId } of changes.fleets) {
      this.fleets.set(id, "row");
      // Its asset tells how many fleets are made of it.
      if (!this.assets.has(assetId)) this.assets.set(assetId, "load");
    }
    for (const alias of changes.aliases) this.aliases.set(alias.id, alias);
    for (const queue of changes.queues) this.queues.set(`${queue.region}/${queue.name}`, queue);
    for (const placement of changes.placements) this.placements.set(placement.id, placement);
    for (const asset of changes.assets) this.assets.set(asset.id, asset);
    this.fleetEvents.push(...changes.fleetEvents);
  }

  #loadChanged(fleetId: FleetId, instanceId: InstanceId | null): void {
    if (!this.fleets.has(fleetId)) this.fleets.set(fleetId, "load");
    if (instanceId !== null && !this.instances.has(instanceId))
      this.instances.set(instanceId, { fleetId, what: "load" });
  }
}
