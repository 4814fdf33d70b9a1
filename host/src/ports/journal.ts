import type {
  FleetId,
  GameServerProcess,
  GameServerSession,
  GameServerSessionId,
  GameServerSessionStatus,
  PlayerSession,
  PlayerSessionId,
  PlayerSessionStatus,
} from "../model/index.js";

/** Rows as they are after a turn; each replaces the row of the same id. */
export interface Changes {
  readonly processes: readonly GameServerProcess[];
  readonly sessions: readonly GameServerSession[];
  readonly players: readonly PlayerSession[];
}

/** What the engine holds in memory, as found on disk. */
export interface LiveRows extends Changes {
  /** The highest `seq` ever given, 0 for none. */
  readonly lastSessionSeq: number;
  readonly lastPlayerSeq: number;
  /** Sessions with a creator that were created after `creationsSinceMs`, oldest first. */
  readonly recentCreations: readonly { readonly fleetId: FleetId; readonly creatorId: string; readonly atMs: number }[];
}

/** Where acknowledged changes live. */
export interface Journal extends Reads {
  load(creationsSinceMs: number): LiveRows;
  /** All rows or none, on disk when it returns; throws, with nothing written, when the disk refuses. */
  commit(changes: Changes): void;
  close(): void;
}

/** Questions about the present and the past, answered from what is committed. Newest first. */
export interface Reads {
  session(id: GameServerSessionId): GameServerSession | undefined;
  sessions(query: SessionQuery, page: Page): readonly GameServerSession[];
  player(id: PlayerSessionId): PlayerSession | undefined;
  players(query: PlayerQuery, page: Page): readonly PlayerSession[];
}

export interface SessionQuery {
  readonly fleetId?: FleetId;
  readonly sessionId?: GameServerSessionId;
  readonly status?: GameServerSessionStatus;
}

export interface PlayerQuery {
  readonly sessionId?: GameServerSessionId;
  readonly playerId?: string;
  readonly playerSessionId?: PlayerSessionId;
  readonly status?: PlayerSessionStatus;
}

/** Rows whose `seq` is below `beforeSeq` (all when absent), `limit` at most: pages that neither skip nor repeat. */
export interface Page {
  readonly beforeSeq?: number;
  readonly limit: number;
}
