import {
  isLiveAlias,
  isLiveFleet,
  isLiveInstance,
  isLiveLaunch,
  isUsable,
  type Alias,
  type AliasId,
  type Asset,
  type AssetId,
  type Fleet,
  type FleetEvent,
  type FleetEventId,
  type FleetId,
  type Instance,
  type InstanceId,
  type Launch,
  type LiveRows,
  type ProcessId,
} from "../model/index.js";
import { Deadlines } from "./deadlines.js";
import { Groups } from "./groups.js";
import { RoomState } from "./room/room-state.js";
import { ScalingState } from "./scaling/scaling-state.js";
import { Table } from "./table.js";
import type { UndoLog } from "./undo-log.js";

/** How the launches of one entry of a fleet fare on one instance; not kept on disk: after a restart the count begins anew. */
export interface Restarts {
  /** Made by `restartsId`. */
  readonly id: string;
  readonly instanceId: InstanceId;
  /** Waves of failures in a row: those that come while it waits already count once. */
  readonly failures: number;
  /** Nothing is launched while it waits until `notBeforeMs`, nor once it is given up. */
  readonly state: "waiting" | "trying" | "givenUp";
  readonly notBeforeMs: number;
}

export const restartsId = (instanceId: InstanceId, key: string): string => `${instanceId} ${key}`;

/** Told of rows as they change; undefined: not live. */
export interface DeploymentFollower {
  followAlias(before: Alias | undefined, after: Alias | undefined): void;
  followFleet(before: Fleet | undefined, after: Fleet | undefined, aliases: readonly Alias[]): void;
  followInstance(before: Instance | undefined, after: Instance | undefined): void;
}

/** What is deployed: assets, the fleets made of them, their instances and what was launched on these. */
export class Deployment {
  /** The end of a wait after a failed launch, by `Restarts.id`. */
  readonly restartDeadlines = new Deadlines<string>();
  /** ProcessReady is due, or the end of a process. */
  readonly launchDeadlines = new Deadlines<ProcessId>();
  readonly #aliasesOfFleet = new Groups<FleetId, AliasId>();
  readonly #fleetsOfAsset = new Groups<AssetId, FleetId>();
  readonly #instancesOfFleet = new Groups<FleetId, InstanceId>();
  readonly #launchesOfInstance = new Groups<InstanceId, ProcessId>();
  readonly #restartsOfInstance = new Groups<InstanceId, string>();
  /** More than one where a pid has come again, and the end of who had it is still to be told. */
  readonly #launchesByPid = new Groups<number, ProcessId>();
  readonly #launchByToken = new Map<string, ProcessId>();

  readonly aliases: Table<AliasId, Alias>;
  readonly assets: Table<AssetId, Asset>;
  readonly fleets: Table<FleetId, Fleet>;
  readonly instances: Table<InstanceId, Instance>;
  readonly launches: Table<ProcessId, Launch>;
  readonly restarts: Table<string, Restarts>;
  /** History from the first moment: none is ever live. */
  readonly fleetEvents: Table<FleetEventId, FleetEvent>;
  readonly scaling: ScalingState;
  readonly room: RoomState;

  constructor(
    rows: Pick<LiveRows, "aliases" | "assets" | "fleets" | "instances" | "launches">,
    undoLog: UndoLog,
    follower: DeploymentFollower,
  ) {
    this.scaling = new ScalingState(undoLog);
    this.room = new RoomState(undoLog);
    this.aliases = new Table({
      undoLog,
      isLive: isLiveAlias,
      onChange: (before, after) => {
        this.#aliasesOfFleet.move(after ?? before, fleetOf(before), fleetOf(after));
        follower.followAlias(before, after);
      },
    });
    this.assets = new Table({ undoLog, isLive: isUsable, onChange: () => undefined });
    this.fleets = new Table({
      undoLog,
      isLive: isLiveFleet,
      onChange: (before, after) => {
        this.#fleetsOfAsset.move(after ?? before, before?.assetId, after?.assetId);
        const id = (after ?? before)?.id;
        follower.followFleet(before, after, id === undefined ? [] : this.aliasesOf(id));
      },
    });
    this.instances = new Table({
      undoLog,
      isLive: isLiveInstance,
      onChange: (before, after) => {
        this.#instancesOfFleet.move(after ?? before, before?.fleetId, after?.fleetId);
        follower.followInstance(before, after);
      },
    });
    this.launches = new Table({
      undoLog,
      isLive: isLiveLaunch,
      onChange: (before, after) => {
        this.#indexLaunch(before, after);
      },
    });
    this.restarts = new Table({
      undoLog,
      isLive: (row) => row.failures > 0,
      onChange: (before, after) => {
        this.#restartsOfInstance.move(after ?? before, before?.instanceId, after?.instanceId);
        if (after?.state === "waiting") this.restartDeadlines.set(after.id, after.notBeforeMs);
        else if (before !== undefined) this.restartDeadlines.delete(before.id);
      },
    });
    this.fleetEvents = new Table({ undoLog, isLive: () => false, onChange: () => undefined });

    for (const alias of rows.aliases) this.aliases.load(alias);
    for (const asset of rows.assets) this.assets.load(asset);
    for (const fleet of rows.fleets) this.fleets.load(fleet);
    for (const instance of rows.instances) this.instances.load(instance);
    for (const launch of rows.launches) this.launches.load(launch);
  }

  fleetsOfAsset(id: AssetId): number {
    return this.#fleetsOfAsset.of(id).size;
  }

  /** Those that lead to it, not those that only keep its name. */
  aliasesOf(id: FleetId): readonly Alias[] {
    return rowsOf(this.#aliasesOfFleet.of(id), this.aliases);
  }

  instancesOf(id: FleetId): readonly Instance[] {
    return rowsOf(this.#instancesOfFleet.of(id), this.instances);
  }

  /** Those that are not on their way out. */
  stayingOf(id: FleetId): readonly Instance[] {
    return this.instancesOf(id).filter(({ status }) => status !== "TERMINATING");
  }

  launchesOn(id: InstanceId): readonly Launch[] {
    return rowsOf(this.#launchesOfInstance.of(id), this.launches);
  }

  hasLaunchesOn(id: InstanceId): boolean {
    return this.#launchesOfInstance.of(id).size > 0;
  }

  /** How many launches of the instance are there for each entry, by `launchKey`. */
  restartsOn(id: InstanceId): readonly Restarts[] {
    return rowsOf(this.#restartsOfInstance.of(id), this.restarts);
  }

  /** Of several under one pid the one that runs: not one that is to go, where another is not; else the one that came last. */
  launchByPid(pid: number): Launch | undefined {
    let best: Launch | undefined;
    for (const launch of rowsOf(this.#launchesByPid.of(pid), this.launches))
      if (best === undefined || isLikelier(launch, best)) best = launch;
    return best;
  }

  launchByToken(token: string): Launch | undefined {
    const id = this.#launchByToken.get(token);
    return id === undefined ? undefined : this.launches.get(id);
  }

  clearChanges(): void {
    for (const table of [
      this.aliases,
      this.assets,
      this.fleets,
      this.instances,
      this.launches,
      this.restarts,
      this.fleetEvents,
      this.scaling.watches,
      this.room.measured,
      this.room.lacks,
    ])
      table.clearChanges();
  }

  #indexLaunch(before: Launch | undefined, after: Launch | undefined): void {
    this.#launchesOfInstance.move(after ?? before, before?.instanceId, after?.instanceId);

    this.#launchesByPid.move(after ?? before, before?.pid ?? undefined, after?.pid ?? undefined);

    if (before !== undefined) this.#launchByToken.delete(before.token);
    if (after !== undefined) this.#launchByToken.set(after.token, after.id);

    if (after !== undefined && after.dueAtMs !== null) this.launchDeadlines.set(after.id, after.dueAtMs);
    else if (before !== undefined) this.launchDeadlines.delete(before.id);
  }
}

function isLikelier(launch: Launch, than: Launch): boolean {
  const isGoing = launch.status === "EXITING";
  if (isGoing !== (than.status === "EXITING")) return !isGoing;
  return launch.launchedAtMs > than.launchedAtMs || (launch.launchedAtMs === than.launchedAtMs && launch.id > than.id);
}

const fleetOf = (alias: Alias | undefined): FleetId | undefined =>
  alias?.routing.type === "SIMPLE" ? (alias.routing.fleetId ?? undefined) : undefined;

function rowsOf<Id extends string, Row extends { readonly id: Id }>(
  ids: Iterable<Id>,
  table: Table<Id, Row>,
): readonly Row[] {
  const rows: Row[] = [];
  for (const id of ids) {
    const row = table.get(id);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}
