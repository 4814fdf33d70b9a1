import { JournalError } from "../journal/index.js";
import {
  holdsSlot,
  isOpen,
  type GameServerProcess,
  type GameServerSession,
  type PlayerSession,
} from "../model/index.js";
import type { Changes, Journal, LiveRows, Page, PlayerQuery, SessionQuery } from "../ports/index.js";

/** What a disk would hold. It outlives the journals that are opened on it. */
export class MemoryDisk {
  processes = new Map<string, GameServerProcess>();
  sessions = new Map<string, GameServerSession>();
  players = new Map<string, PlayerSession>();
}

/** A journal without a disk; held to the same contract as SqliteJournal. */
export class MemoryJournal implements Journal {
  readonly #disk: MemoryDisk;
  #isClosed = false;

  constructor(disk = new MemoryDisk()) {
    this.#disk = disk;
  }

  load(creationsSinceMs: number): LiveRows {
    const { processes, sessions, players } = this.#disk;
    return {
      processes: [...processes.values()].filter((row) => row.status !== "TERMINATED"),
      sessions: [...sessions.values()].filter(isOpen),
      players: [...players.values()].filter(holdsSlot),
      lastSessionSeq: lastSeq(sessions),
      lastPlayerSeq: lastSeq(players),
      recentCreations: [...sessions.values()]
        .filter((row) => row.creatorId !== "" && row.createdAtMs > creationsSinceMs)
        .sort((a, b) => a.seq - b.seq)
        .map(({ fleetId, creatorId, createdAtMs }) => ({ fleetId, creatorId, atMs: createdAtMs })),
    };
  }

  commit(changes: Changes): void {
    if (this.#isClosed) throw new JournalError("cannot write to the journal: it is closed");
    const sessions = withRows(this.#disk.sessions, changes.sessions);
    const players = withRows(this.#disk.players, changes.players);
    for (const row of changes.processes) this.#disk.processes.set(row.id, copyOf(row));
    for (const row of sessions) this.#disk.sessions.set(row.id, copyOf(row));
    for (const row of players) this.#disk.players.set(row.id, copyOf(row));
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
  const seqs = new Map([...rows.values()].map(({ id, seq }) => [id, seq]));
  for (const { id, seq } of changed) {
    if ((seqs.get(id) ?? seq) !== seq) throw new JournalError(`cannot write to the journal: "${id}" is there already`);
    seqs.set(id, seq);
  }
  return changed;
}

const pageOf = <T extends Row>(rows: ReadonlyMap<string, T>, page: Page, fits: (row: T) => boolean): readonly T[] =>
  [...rows.values()]
    .filter((row) => fits(row) && row.seq < (page.beforeSeq ?? Infinity))
    .sort((a, b) => b.seq - a.seq)
    .slice(0, page.limit);
