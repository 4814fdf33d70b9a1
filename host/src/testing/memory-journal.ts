import { JournalError } from "../journal/index.js";
import {
  holdsSlot,
  isLiveAlias,
  isLiveFleet,
  isLiveInstance,
  isLiveLaunch,
  isLiveQueue,
  isOpen,
  isPending,
  isUsable,
  type Alias,
  type Asset,
  type Fleet,
  type FleetEvent,
  type GameServerProcess,
  type GameServerSession,
  type Instance,
  type Launch,
  type Placement,
  type PlayerSession,
  type Queue,
} from "../model/index.js";
import type {
  AliasQuery,
  AssetQuery,
  Changes,
  FleetEventQuery,
  FleetQuery,
  InstanceQuery,
  Journal,
  JournalCare,
  Listed,
  LiveRows,
  Page,
  PlacementQuery,
  PlayerQuery,
  QueueQuery,
  SessionQuery,
  Slice,
} from "../ports/index.js";

/** What a disk would hold. It outlives the journals that are opened on it. */
export class MemoryDisk {
  processes = new Map<string, GameServerProcess>();
  sessions = new Map<string, GameServerSession>();
  players = new Map<string, PlayerSession>();
  aliases = new Map<string, Alias>();
  assets = new Map<string, Asset>();
  fleets = new Map<string, Fleet>();
  instances = new Map<string, Instance>();
  launches = new Map<string, Launch>();
  fleetEvents = new Map<string, FleetEvent>();
  queues = new Map<string, Queue>();
  placements = new Map<string, Placement>();
}

/** A journal without a disk; held to the same contract as SqliteJournal. */
export class MemoryJournal implements Journal, JournalCare {
  readonly #disk: MemoryDisk;
  #isClosed = false;

  constructor(disk = new MemoryDisk()) {
    this.#disk = disk;
  }

  load(creationsSinceMs: (fleets: readonly Fleet[]) => number): LiveRows {
    const { processes, sessions, players, aliases, assets, fleets, instances, launches, fleetEvents } = this.#disk;
    const { queues, placements } = this.#disk;
    const liveFleets = inOrder(fleets).filter(isLiveFleet);
    const sinceMs = creationsSinceMs(liveFleets);
    return {
      aliases: inOrder(aliases).filter(isLiveAlias),
      assets: inOrder(assets).filter(isUsable),
      fleets: liveFleets,
      instances: inOrder(instances).filter(isLiveInstance),
      launches: [...launches.values()].filter(isLiveLaunch),
      processes: [...processes.values()].filter((row) => row.status !== "TERMINATED"),
      sessions: [...sessions.values()].filter(isOpen),
      players: [...players.values()].filter(holdsSlot),
      queues: inOrder(queues).filter(isLiveQueue),
      placements: inOrder(placements).filter(isPending),
      lastSeq: {
        sessions: lastSeq(sessions),
        players: lastSeq(players),
        aliases: lastSeq(aliases),
        assets: lastSeq(assets),
        fleets: lastSeq(fleets),
        instances: lastSeq(instances),
        fleetEvents: lastSeq(fleetEvents),
        queues: lastSeq(queues),
        placements: lastSeq(placements),
      },
      recentCreations: [...sessions.values()]
        .filter((row) => row.creatorId !== "" && row.createdAtMs > sinceMs)
        .sort((a, b) => a.seq - b.seq)
        .map(({ fleetId, creatorId, createdAtMs }) => ({ fleetId, creatorId, atMs: createdAtMs })),
    };
  }

  commit(changes: Changes): void {
    this.checkWritable();
    const sessions = withRows(this.#disk.sessions, changes.sessions);
    const players = withRows(this.#disk.players, changes.players);
    for (const row of changes.processes) this.#disk.processes.set(row.id, copyOf(row));
    for (const row of sessions) this.#disk.sessions.set(row.id, copyOf(row));
    for (const row of players) this.#disk.players.set(row.id, copyOf(row));
    for (const row of changes.aliases) this.#disk.aliases.set(row.id, copyOf(row));
    for (const row of changes.assets) this.#disk.assets.set(row.id, copyOf(row));
    for (const row of changes.fleets) this.#disk.fleets.set(row.id, copyOf(row));
    for (const row of changes.instances) this.#disk.instances.set(row.id, copyOf(row));
    for (const row of changes.launches) this.#disk.launches.set(row.id, copyOf(row));
    for (const row of changes.fleetEvents) this.#disk.fleetEvents.set(row.id, copyOf(row));
    for (const row of changes.queues) this.#disk.queues.set(row.id, copyOf(row));
    for (const row of changes.placements) this.#disk.placements.set(row.id, copyOf(row));
  }

  flush(): undefined {
    return undefined;
  }

  flushNow(): void {
    // Memory is all that there is.
  }

  /** All at once: memory is quick, and `limit` only keeps a disk from being slow. */
  prune(beforeMs: number, _limit: number): number {
    this.checkWritable();
    const { processes, sessions, players, aliases, assets, fleets, instances, launches, fleetEvents } = this.#disk;
    const { queues, placements } = this.#disk;
    const isOver = (endedAtMs: number | null): boolean => endedAtMs !== null && endedAtMs < beforeMs;
    return [
      forget(sessions, (row) => isOver(row.endedAtMs)),
      forget(players, (row) => isOver(row.endedAtMs)),
      forget(aliases, (row) => isOver(row.deletedAtMs)),
      forget(queues, (row) => isOver(row.deletedAtMs)),
      forget(placements, (row) => isOver(row.endedAtMs)),
      forget(assets, (row) => isOver(row.deletedAtMs)),
      forget(fleets, (row) => isOver(row.terminatedAtMs)),
      forget(instances, (row) => isOver(row.terminatedAtMs)),
      forget(fleetEvents, (row) => isOver(row.atMs)),
      forget(processes, (row) => row.status === "TERMINATED" && isOver(row.readyAtMs)),
      forget(launches, (row) => !isLiveLaunch(row) && isOver(row.launchedAtMs)),
    ].reduce((sum, forgotten) => sum + forgotten, 0);
  }

  checkWritable(): void {
    if (this.#isClosed) throw new JournalError("cannot write to the journal: it is closed");
  }

  session(id: string): GameServerSession | undefined {
    return this.#disk.sessions.get(id);
  }

  player(id: string): PlayerSession | undefined {
    return this.#disk.players.get(id);
  }

  sessions(query: SessionQuery, page: Page): readonly GameServerSession[] {
    return pageOf(this.#disk.sessions, page, (row) => {
      const isOfFleet = query.fleetId === undefined || row.fleetId === query.fleetId;
      const isSession = query.sessionId === undefined || row.id === query.sessionId;
      return isOfFleet && isSession && (query.status === undefined || row.status === query.status);
    });
  }

  players(query: PlayerQuery, page: Page): readonly PlayerSession[] {
    return pageOf(this.#disk.players, page, (row) => {
      const isInSession = query.sessionId === undefined || row.gameServerSessionId === query.sessionId;
      const isPlayer = query.playerId === undefined || row.playerId === query.playerId;
      const isPlayerSession = query.playerSessionId === undefined || row.id === query.playerSessionId;
      return isInSession && isPlayer && isPlayerSession && (query.status === undefined || row.status === query.status);
    });
  }

  alias(id: string): Alias | undefined {
    return this.#disk.aliases.get(id);
  }

  aliases({ region, fleetId }: AliasQuery, slice: Slice): Listed<Alias> {
    return sliceOf(this.#disk.aliases, slice, (row) => {
      const leadsTo = row.routing.type === "SIMPLE" ? row.routing.fleetId : null;
      return isLiveAlias(row) && fits(region, row.region) && (fleetId === undefined || fleetId === leadsTo);
    });
  }

  asset(id: string): Asset | undefined {
    return this.#disk.assets.get(id);
  }

  assets({ region }: AssetQuery, slice: Slice): Listed<Asset> {
    return sliceOf(this.#disk.assets, slice, (row) => isUsable(row) && fits(region, row.region));
  }

  fleet(id: string): Fleet | undefined {
    return this.#disk.fleets.get(id);
  }

  fleets({ region, assetId }: FleetQuery, slice: Slice): Listed<Fleet> {
    return sliceOf(
      this.#disk.fleets,
      slice,
      (row) => isLiveFleet(row) && fits(region, row.region) && fits(assetId, row.assetId),
    );
  }

  instance(id: string): Instance | undefined {
    return this.#disk.instances.get(id);
  }

  instances({ fleetId, ipAddress }: InstanceQuery, slice: Slice): Listed<Instance> {
    return sliceOf(
      this.#disk.instances,
      slice,
      (row) => isLiveInstance(row) && fits(fleetId, row.fleetId) && fits(ipAddress, row.ipAddress),
    );
  }

  fleetEvents(
    { fleetId, code, fromMs = -Infinity, toMs = Infinity }: FleetEventQuery,
    slice: Slice,
  ): Listed<FleetEvent> {
    return sliceOf(
      this.#disk.fleetEvents,
      slice,
      (row) => row.fleetId === fleetId && fits(code, row.code) && row.atMs >= fromMs && row.atMs <= toMs,
    );
  }

  queues({ region, name }: QueueQuery, slice: Slice): Listed<Queue> {
    return sliceOf(
      this.#disk.queues,
      slice,
      (row) => isLiveQueue(row) && fits(region, row.region) && fits(name, row.name),
    );
  }

  placement(id: string): Placement | undefined {
    return this.#disk.placements.get(id);
  }

  placements({ region, queueName, status }: PlacementQuery, page: Page): readonly Placement[] {
    return pageOf(
      this.#disk.placements,
      page,
      (row) => fits(region, row.region) && fits(queueName, row.queueName) && fits(status, row.status),
    );
  }

  close(): void {
    this.#isClosed = true;
  }
}

interface Row {
  readonly id: string;
  readonly seq: number;
}

const copyOf = <T>(row: T): T => JSON.parse(JSON.stringify(row)) as T;

const lastSeq = (rows: ReadonlyMap<string, Row>): number =>
  [...rows.values()].reduce((last, { seq }) => Math.max(last, seq), 0);

function withRows<T extends Row>(rows: ReadonlyMap<string, T>, changed: readonly T[]): readonly T[] {
  for (const { id, seq } of changed)
    if ((rows.get(id)?.seq ?? seq) !== seq)
      throw new JournalError(`cannot write to the journal: "${id}" is there already`);
  return changed;
}

/** The newest of those that have an order stays: what comes next counts on from it. */
function forget<T extends { readonly id: string; readonly seq?: number }>(
  rows: Map<string, T>,
  isOver: (row: T) => boolean,
): number {
  const newest = Math.max(...[...rows.values()].map(({ seq = Infinity }) => seq));
  const over = [...rows.values()].filter((row) => isOver(row) && (row.seq === undefined || row.seq < newest));
  for (const { id } of over) rows.delete(id);
  return over.length;
}

const pageOf = <T extends Row>(rows: ReadonlyMap<string, T>, page: Page, fits: (row: T) => boolean): readonly T[] =>
  [...rows.values()]
    .filter((row) => fits(row) && row.seq < (page.beforeSeq ?? Infinity))
    .sort((a, b) => b.seq - a.seq)
    .slice(0, page.limit);

const inOrder = <T extends Row>(rows: ReadonlyMap<string, T>): T[] => [...rows.values()].sort((a, b) => a.seq - b.seq);

const fits = <T>(wanted: T | undefined, found: T): boolean => wanted === undefined || wanted === found;

function sliceOf<T extends Row>(
  rows: ReadonlyMap<string, T>,
  { offset, limit }: Slice,
  isOne: (row: T) => boolean,
): Listed<T> {
  const found = inOrder(rows).reverse().filter(isOne);
  return { rows: found.slice(offset, offset + limit), total: found.length };
}
