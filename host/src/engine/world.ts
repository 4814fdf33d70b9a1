import {
  holdsSlot,
  isOpen,
  type Asset,
  type AssetId,
  type Changes,
  type Fleet,
  type FleetId,
  type GameServerProcess,
  type GameServerSession,
  type GameServerSessionId,
  type LiveRows,
  type Placement,
  type PlacementKey,
  type PlayerSession,
  type PlayerSessionId,
  type ProcessId,
  type SeqName,
} from "../model/index.js";
import { Deadlines } from "./deadlines.js";
import { Deployment } from "./deployment.js";
import { Groups } from "./groups.js";
import { Loads } from "./loads.js";
import { Queueing } from "./queueing.js";
import { DEFAULT_CREATOR_PERIOD_MS } from "./settings.js";
import type { Start } from "./starts.js";
import { Table } from "./table.js";
import { UndoLog } from "./undo-log.js";

/** Looks into the history: rows that ended and left memory. Must answer from what is committed. */
export interface History {
  session(id: GameServerSessionId): GameServerSession | undefined;
  player(id: PlayerSessionId): PlayerSession | undefined;
  fleet(id: FleetId): Fleet | undefined;
  asset(id: AssetId): Asset | undefined;
  placement(id: PlacementKey): Placement | undefined;
}

/** How a process fares at its health checks; not kept on disk: after a restart the count begins anew. */
export interface Health {
  readonly id: ProcessId;
  readonly dueAtMs: number;
  readonly failures: number;
}

/** Many sessions by one creator on one fleet, as instants of creation, oldest first. */
interface Creations {
  readonly id: string;
  readonly atMs: readonly number[];
  readonly forgetAtMs: number;
}

/**
 * Everything live, and the indexes that make each decision O(1) or O(log n). All change goes through the tables, so
 * that it can be committed or taken back as one; the indexes follow the rows.
 */
export class World {
  readonly undoLog = new UndoLog();

  readonly deployment: Deployment;
  readonly queueing: Queueing;
  readonly loads = new Loads();
  readonly activationDeadlines = new Deadlines<GameServerSessionId>();
  readonly reservationDeadlines = new Deadlines<PlayerSessionId>();
  readonly endDeadlines = new Deadlines<ProcessId>();
  readonly healthDeadlines = new Deadlines<ProcessId>();
  /** When the creations of each creator on each fleet may be forgotten. */
  readonly #creationDeadlines = new Deadlines<string>();

  /** More than one where a pid has come again and its former holder is not missed yet, or where it is a container's. */
  readonly #processesByPid = new Groups<number, ProcessId>();
  /** More than one may say that it uses a port: nothing else than the operating system forbids it. */
  readonly #processesByClientPort = new Groups<number, ProcessId>();
  /** Players who hold a slot, by session and player id. */
  readonly #slots = new Map<GameServerSessionId, Map<string, PlayerSessionId>>();
  readonly #history: History;
  readonly #lastSeq: Record<SeqName, number>;
  #isDraining = false;

  readonly processes = new Table<ProcessId, GameServerProcess>({
    undoLog: this.undoLog,
    isLive: (row) => row.status !== "TERMINATED",
    onChange: (before, after) => {
      this.#indexProcess(before, after);
    },
  });

  readonly sessions = new Table<GameServerSessionId, GameServerSession>({
    undoLog: this.undoLog,
    isLive: isOpen,
    onChange: (before, after) => {
      if (after?.status === "ACTIVATING") this.activationDeadlines.set(after.id, after.activateByMs);
      else if (before?.status === "ACTIVATING") this.activationDeadlines.delete(before.id);
      this.loads.followSession(before, after);
      this.queueing.followSession(before, after);
    },
  });

  readonly players = new Table<PlayerSessionId, PlayerSession>({
    undoLog: this.undoLog,
    isLive: holdsSlot,
    onChange: (before, after) => {
      this.#indexPlayer(before, after);
    },
  });

  readonly health = new Table<ProcessId, Health>({
    undoLog: this.undoLog,
    isLive: (row) => this.processes.get(row.id) !== undefined,
    onChange: (before, after) => {
      if (after !== undefined) this.healthDeadlines.set(after.id, after.dueAtMs);
      else if (before !== undefined) this.healthDeadlines.delete(before.id);
    },
  });

  readonly starts = new Table<ProcessId, Start>({
    undoLog: this.undoLog,
    isLive: (row) => row.isUnderWay,
    onChange: () => undefined,
  });

  readonly #creations = new Table<string, Creations>({
    undoLog: this.undoLog,
    isLive: (row) => row.atMs.length > 0,
    onChange: (before, after) => {
      if (after !== undefined) this.#creationDeadlines.set(after.id, after.forgetAtMs);
      else if (before !== undefined) this.#creationDeadlines.delete(before.id);
    },
  });

  constructor(rows: LiveRows, history: History) {
    this.#history = history;
    this.#lastSeq = { ...rows.lastSeq };
    this.queueing = new Queueing(rows, this.undoLog);
    this.deployment = new Deployment(rows, this.undoLog, this.queueing);
    for (const process of rows.processes) this.processes.load(process);
    for (const session of rows.sessions) this.sessions.load(session);
    for (const player of rows.players) this.players.load(player);
    for (const { fleetId, creatorId, atMs } of rows.recentCreations) {
      const id = creationsId(fleetId, creatorId);
      const forgetAtMs = atMs + creatorPeriodMs(this.deployment.fleets.get(fleetId));
      this.#creations.load({ id, atMs: [...(this.#creations.get(id)?.atMs ?? []), atMs], forgetAtMs });
    }
  }

  /** Of several, the one that was ready last. */
  processByPid(pid: number): GameServerProcess | undefined {
    return this.#choose(this.#processesByPid.of(pid), (process, best) => isReadyBefore(best, process));
  }

  /** Of several, the one that was ready first. */
  processByClientPort(port: number): GameServerProcess | undefined {
    return this.#choose(this.#processesByClientPort.of(port), isReadyBefore);
  }

  #choose(
    ids: ReadonlySet<ProcessId>,
    isBetter: (process: GameServerProcess, best: GameServerProcess) => boolean,
  ): GameServerProcess | undefined {
    let best: GameServerProcess | undefined;
    for (const id of ids) {
      const process = this.processes.get(id);
      if (process !== undefined && (best === undefined || isBetter(process, best))) best = process;
    }
    return best;
  }

  /** Live or ended. */
  findSession(id: GameServerSessionId): GameServerSession | undefined {
    return this.sessions.get(id) ?? this.sessions.getChanged(id) ?? this.#history.session(id);
  }

  /** Holding a slot or ended. */
  findPlayer(id: PlayerSessionId): PlayerSession | undefined {
    return this.players.get(id) ?? this.players.getChanged(id) ?? this.#history.player(id);
  }

  /** The slot that this player holds in this session. */
  playerInSession(sessionId: GameServerSessionId, playerId: string): PlayerSession | undefined {
    const id = this.#slots.get(sessionId)?.get(playerId);
    return id === undefined ? undefined : this.players.get(id);
  }

  playersInSession(sessionId: GameServerSessionId): readonly PlayerSession[] {
    const found: PlayerSession[] = [];
    for (const id of this.#slots.get(sessionId)?.values() ?? []) {
      const player = this.players.get(id);
      if (player !== undefined) found.push(player);
    }
    return found;
  }

  slotsHeld(sessionId: GameServerSessionId): number {
    return this.#slots.get(sessionId)?.size ?? 0;
  }

  /** When this creator made sessions on this fleet, oldest first, none before `sinceMs`. */
  creationsSince(fleetId: FleetId, creatorId: string, sinceMs: number): readonly number[] {
    return (this.#creations.get(creationsId(fleetId, creatorId))?.atMs ?? []).filter((atMs) => atMs > sinceMs);
  }

  /** They are forgotten at `forgetAtMs`, when no rule asks for them any more. */
  setCreations(fleetId: FleetId, creatorId: string, atMs: readonly number[], forgetAtMs: number): void {
    this.#creations.put({ id: creationsId(fleetId, creatorId), atMs, forgetAtMs });
  }

  /** Lets go of creators who made nothing since, so that memory holds the recent ones only. */
  forgetCreations(nowMs: number): void {
    for (;;) {
      const id = this.#creationDeadlines.due(nowMs);
      if (id === undefined) return;
      this.#creations.put({ id, atMs: [], forgetAtMs: nowMs });
    }
  }

  /** Creators who made a session not so long ago. */
  get recentCreators(): number {
    return this.#creations.size;
  }

  nextSeq(name: SeqName): number {
    const before = this.#lastSeq[name];
    this.undoLog.push(() => (this.#lastSeq[name] = before));
    this.#lastSeq[name] = before + 1;
    return before + 1;
  }

  /** Live or ended. */
  findFleet(id: FleetId): Fleet | undefined {
    const { fleets } = this.deployment;
    return fleets.get(id) ?? fleets.getChanged(id) ?? this.#history.fleet(id);
  }

  /** Pending or ended. */
  findPlacement(id: PlacementKey): Placement | undefined {
    const { placements } = this.queueing;
    return placements.get(id) ?? placements.getChanged(id) ?? this.#history.placement(id);
  }

  findAsset(id: AssetId): Asset | undefined {
    const { assets } = this.deployment;
    return assets.get(id) ?? assets.getChanged(id) ?? this.#history.asset(id);
  }

  /** The host takes nothing new until it ends; not kept on disk. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  startDraining(): void {
    const before = this.#isDraining;
    this.undoLog.push(() => (this.#isDraining = before));
    this.#isDraining = true;
  }

  /** The earliest instant at which something is due, or undefined. */
  nextDeadlineAtMs(): number | undefined {
    const instants = [
      this.activationDeadlines.nextAtMs,
      this.reservationDeadlines.nextAtMs,
      this.endDeadlines.nextAtMs,
      this.healthDeadlines.nextAtMs,
      this.deployment.launchDeadlines.nextAtMs,
      this.deployment.restartDeadlines.nextAtMs,
      ...this.deployment.scaling.nextAtMs,
      this.queueing.timeouts.nextAtMs,
      this.queueing.stageEnds.nextAtMs,
    ].filter((atMs) => atMs !== undefined);
    return instants.length === 0 ? undefined : Math.min(...instants);
  }

  /** What this turn changed and must be on disk before anybody is told. */
  changes(): Changes {
    const { aliases, assets, fleets, instances, launches, fleetEvents } = this.deployment;
    return {
      processes: this.processes.changes(),
      sessions: this.sessions.changes(),
      players: this.players.changes(),
      aliases: aliases.changes(),
      assets: assets.changes(),
      fleets: fleets.changes(),
      instances: instances.changes(),
      launches: launches.changes(),
      fleetEvents: fleetEvents.changes(),
      queues: this.queueing.queues.changes(),
      placements: this.queueing.placements.changes(),
    };
  }

  /** The turn is on disk. */
  commit(): void {
    this.undoLog.clear();
    for (const table of [this.processes, this.sessions, this.players, this.health, this.starts, this.#creations])
      table.clearChanges();
    this.deployment.clearChanges();
    this.queueing.clearChanges();
  }

  /** The turn did not reach the disk: nothing of it happened. */
  rollBack(): void {
    this.undoLog.rollBackTo(0);
  }

  #indexProcess(before: GameServerProcess | undefined, after: GameServerProcess | undefined): void {
    this.#processesByPid.move(after ?? before, before?.pid, after?.pid);
    this.#processesByClientPort.move(after ?? before, before?.clientPort, after?.clientPort);
    this.loads.followProcess(before, after);
    this.queueing.followProcess(before, after);

    if (after?.status === "ENDING" && after.endsAtMs !== null) this.endDeadlines.set(after.id, after.endsAtMs);
    else if (before !== undefined) this.endDeadlines.delete(before.id);
  }

  #indexPlayer(before: PlayerSession | undefined, after: PlayerSession | undefined): void {
    if (after?.status === "RESERVED") this.reservationDeadlines.set(after.id, after.lapsesAtMs);
    else if (before?.status === "RESERVED") this.reservationDeadlines.delete(before.id);

    if (after !== undefined && before === undefined) {
      const slots = this.#slots.get(after.gameServerSessionId) ?? new Map<string, PlayerSessionId>();
      slots.set(after.playerId, after.id);
      this.#slots.set(after.gameServerSessionId, slots);
    } else if (after === undefined && before !== undefined) {
      const slots = this.#slots.get(before.gameServerSessionId);
      slots?.delete(before.playerId);
      if (slots?.size === 0) this.#slots.delete(before.gameServerSessionId);
    }
  }
}

/** How long a creation counts on a fleet (gse-semantics d.6). */
export const creatorPeriodMs = (fleet: Fleet | undefined): number =>
  fleet === undefined ? DEFAULT_CREATOR_PERIOD_MS : fleet.creatorLimit.periodMinutes * 60_000;

/** How far back creations count, by what the fleets say; what a journal is asked for when a world is built. */
export const creationsCountSince =
  (nowMs: number) =>
  (fleets: readonly Fleet[]): number =>
    nowMs - Math.max(DEFAULT_CREATOR_PERIOD_MS, ...fleets.map(creatorPeriodMs));

/** By the rows alone: a host that starts finds the same one. */
const isReadyBefore = (one: GameServerProcess, other: GameServerProcess): boolean =>
  one.readyAtMs < other.readyAtMs || (one.readyAtMs === other.readyAtMs && one.id < other.id);

const creationsId = (fleetId: FleetId, creatorId: string): string => `${fleetId} ${creatorId}`;
