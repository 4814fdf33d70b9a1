import {
  holdsSlot,
  isOpen,
  type FleetId,
  type GameServerProcess,
  type GameServerSession,
  type GameServerSessionId,
  type PlayerSession,
  type PlayerSessionId,
  type ProcessId,
} from "../model/index.js";
import { Deadlines } from "./deadlines.js";
import { Table } from "./table.js";
import { UndoLog } from "./undo-log.js";
import { WaitingLine } from "./waiting-line.js";

/** Looks into the history: rows that ended and left memory. Must answer from what is committed. */
export interface History {
  session(id: GameServerSessionId): GameServerSession | undefined;
  player(id: PlayerSessionId): PlayerSession | undefined;
}

/** The rows that are live when the host starts. */
export interface WorldRows {
  readonly processes: readonly GameServerProcess[];
  readonly sessions: readonly GameServerSession[];
  readonly players: readonly PlayerSession[];
  readonly lastSessionSeq: number;
  readonly lastPlayerSeq: number;
  readonly recentCreations: readonly { readonly fleetId: FleetId; readonly creatorId: string; readonly atMs: number }[];
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
}

/**
 * Everything live, and the indexes that make each decision O(1) or O(log n). All change goes through the tables, so
 * that it can be committed or taken back as one; the indexes follow the rows.
 */
export class World {
  readonly undoLog = new UndoLog();

  /** Ready, well and without a session; the one that has waited longest first. */
  readonly idleProcesses = new WaitingLine<ProcessId>();
  readonly activationDeadlines = new Deadlines<GameServerSessionId>();
  readonly reservationDeadlines = new Deadlines<PlayerSessionId>();
  readonly endDeadlines = new Deadlines<ProcessId>();
  readonly healthDeadlines = new Deadlines<ProcessId>();
  /** When each creator last made a session on each fleet. */
  readonly #lastCreations = new Deadlines<string>();

  readonly #processByPid = new Map<number, ProcessId>();
  /** More than one may say that it uses a port: nothing else than the operating system forbids it. */
  readonly #processesByClientPort = new Map<number, Set<ProcessId>>();
  /** Players who hold a slot, by session and player id. */
  readonly #slots = new Map<GameServerSessionId, Map<string, PlayerSessionId>>();
  readonly #history: History;
  #lastSessionSeq: number;
  #lastPlayerSeq: number;

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

  readonly #creations = new Table<string, Creations>({
    undoLog: this.undoLog,
    isLive: (row) => row.atMs.length > 0,
    onChange: (before, after) => {
      const lastAtMs = after?.atMs.at(-1);
      if (after !== undefined && lastAtMs !== undefined) this.#lastCreations.set(after.id, lastAtMs);
      else if (before !== undefined) this.#lastCreations.delete(before.id);
    },
  });

  constructor(rows: WorldRows, history: History) {
    this.#history = history;
    this.#lastSessionSeq = rows.lastSessionSeq;
    this.#lastPlayerSeq = rows.lastPlayerSeq;
    for (const process of rows.processes) this.processes.load(process);
    for (const session of rows.sessions) this.sessions.load(session);
    for (const player of rows.players) this.players.load(player);
    for (const { fleetId, creatorId, atMs } of rows.recentCreations) {
      const id = creationsId(fleetId, creatorId);
      this.#creations.load({ id, atMs: [...(this.#creations.get(id)?.atMs ?? []), atMs] });
    }
  }

  processByPid(pid: number): GameServerProcess | undefined {
    const id = this.#processByPid.get(pid);
    return id === undefined ? undefined : this.processes.get(id);
  }

  /** Of several, the one that said so first. */
  processByClientPort(port: number): GameServerProcess | undefined {
    const [id] = this.#processesByClientPort.get(port) ?? [];
    return id === undefined ? undefined : this.processes.get(id);
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

  setCreations(fleetId: FleetId, creatorId: string, atMs: readonly number[]): void {
    this.#creations.put({ id: creationsId(fleetId, creatorId), atMs });
  }

  /** Lets go of creators who made nothing since, so that memory holds the recent ones only. */
  forgetCreationsUntil(untilMs: number): void {
    for (;;) {
      const id = this.#lastCreations.due(untilMs);
      if (id === undefined) return;
      this.#creations.put({ id, atMs: [] });
    }
  }

  /** Creators who made a session not so long ago. */
  get recentCreators(): number {
    return this.#creations.size;
  }

  nextSessionSeq(): number {
    const before = this.#lastSessionSeq;
    this.undoLog.push(() => (this.#lastSessionSeq = before));
    return ++this.#lastSessionSeq;
  }

  nextPlayerSeq(): number {
    const before = this.#lastPlayerSeq;
    this.undoLog.push(() => (this.#lastPlayerSeq = before));
    return ++this.#lastPlayerSeq;
  }

  /** The earliest instant at which something is due, or undefined. */
  nextDeadlineAtMs(): number | undefined {
    const instants = [
      this.activationDeadlines.nextAtMs,
      this.reservationDeadlines.nextAtMs,
      this.endDeadlines.nextAtMs,
      this.healthDeadlines.nextAtMs,
    ].filter((atMs) => atMs !== undefined);
    return instants.length === 0 ? undefined : Math.min(...instants);
  }

  /** What this turn changed and must be on disk before anybody is told. */
  changes(): {
    readonly processes: readonly GameServerProcess[];
    readonly sessions: readonly GameServerSession[];
    readonly players: readonly PlayerSession[];
  } {
    return {
      processes: this.processes.changes(),
      sessions: this.sessions.changes(),
      players: this.players.changes(),
    };
  }

  /** The turn is on disk. */
  commit(): void {
    this.undoLog.clear();
    for (const table of [this.processes, this.sessions, this.players, this.health, this.#creations])
      table.clearChanges();
  }

  /** The turn did not reach the disk: nothing of it happened. */
  rollBack(): void {
    this.undoLog.rollBackTo(0);
  }

  #indexProcess(before: GameServerProcess | undefined, after: GameServerProcess | undefined): void {
    if (before !== undefined && this.#processByPid.get(before.pid) === before.id) this.#processByPid.delete(before.pid);
    if (after !== undefined) this.#processByPid.set(after.pid, after.id);

    if (before?.clientPort !== after?.clientPort) {
      if (before !== undefined) this.#leavePort(before);
      if (after !== undefined) this.#takePort(after);
    }

    if (after !== undefined && isIdle(after)) this.idleProcesses.add(after.id);
    else if (before !== undefined) this.idleProcesses.delete(before.id);

    if (after?.status === "ENDING" && after.endsAtMs !== null) this.endDeadlines.set(after.id, after.endsAtMs);
    else if (before !== undefined) this.endDeadlines.delete(before.id);
  }

  #takePort({ id, clientPort }: GameServerProcess): void {
    const users = this.#processesByClientPort.get(clientPort);
    if (users === undefined) this.#processesByClientPort.set(clientPort, new Set([id]));
    else users.add(id);
  }

  #leavePort({ id, clientPort }: GameServerProcess): void {
    const users = this.#processesByClientPort.get(clientPort);
    users?.delete(id);
    if (users?.size === 0) this.#processesByClientPort.delete(clientPort);
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

const isIdle = (process: GameServerProcess): boolean =>
  process.status === "ACTIVE" && !process.isShielded && process.sessionId === null;

const creationsId = (fleetId: FleetId, creatorId: string): string => `${fleetId} ${creatorId}`;
