import type {
  Alias,
  AliasId,
  Asset,
  AssetId,
  Changes,
  Fleet,
  FleetEvent,
  FleetEventCode,
  FleetId,
  GameServerSession,
  GameServerSessionId,
  GameServerSessionStatus,
  Instance,
  InstanceId,
  LiveRows,
  Placement,
  PlacementKey,
  PlacementStatus,
  PlayerSession,
  PlayerSessionId,
  PlayerSessionStatus,
  Queue,
} from "../model/index.js";

export type { Changes, LiveRows } from "../model/index.js";

/** Where acknowledged changes live. */
export interface Journal extends Reads {
  /** @param creationsSinceMs how far back creations count, by what the fleets found say */
  load(creationsSinceMs: (fleets: readonly Fleet[]) => number): LiveRows;
  /**
   * All rows or none, to be read at once. They outlive this program when it returns, and the machine once they are flushed.
   * Throws, with nothing written, when the disk refuses.
   */
  commit(changes: Changes): void;
  /**
   * Resolves when all that was committed is on the disk; undefined where it is already. Rejects when nobody can tell any more
   * what is on it: then nothing may be committed after it.
   */
  flush(): Promise<void> | undefined;
  /** The same, and waits for it; also for what a flush is under way for. */
  flushNow(): void;
  close(): void;
}

/** What is done for the journal's own good. */
export interface JournalCare {
  /**
   * Forgets what has been over since before then; looks at so many rows of each kind and goes on there the next time, so
   * that no call takes long. What is live stays, and so does the newest row of each kind.
   * @returns how many rows it forgot
   * @throws JournalError when the disk refuses
   */
  prune(beforeMs: number, limit: number): number;
  /** Writes what changes nothing. @throws JournalError when the disk refuses */
  checkWritable(): void;
}

/** Questions about the present and the past, answered from what is committed. Newest first. */
export interface Reads {
  session(id: GameServerSessionId): GameServerSession | undefined;
  sessions(query: SessionQuery, page: Page): readonly GameServerSession[];
  player(id: PlayerSessionId): PlayerSession | undefined;
  players(query: PlayerQuery, page: Page): readonly PlayerSession[];
  /** Deleted ones too. */
  alias(id: AliasId): Alias | undefined;
  /** Those that were not deleted. */
  aliases(query: AliasQuery, slice: Slice): Listed<Alias>;
  /** Deleted ones too. */
  asset(id: AssetId): Asset | undefined;
  /** Those that were not deleted. */
  assets(query: AssetQuery, slice: Slice): Listed<Asset>;
  /** Terminated ones too. */
  fleet(id: FleetId): Fleet | undefined;
  /** Those that are not TERMINATED. */
  fleets(query: FleetQuery, slice: Slice): Listed<Fleet>;
  /** Terminated ones too. */
  instance(id: InstanceId): Instance | undefined;
  /** Those that are not TERMINATED. */
  instances(query: InstanceQuery, slice: Slice): Listed<Instance>;
  fleetEvents(query: FleetEventQuery, slice: Slice): Listed<FleetEvent>;
  /** Those that were not deleted. */
  queues(query: QueueQuery, slice: Slice): Listed<Queue>;
  /** The last of that id, ended ones too. */
  placement(id: PlacementKey): Placement | undefined;
  placements(query: PlacementQuery, page: Page): readonly Placement[];
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

export interface AliasQuery {
  readonly region?: string;
  /** Those that lead to it. */
  readonly fleetId?: FleetId;
}

export interface AssetQuery {
  readonly region?: string;
}

export interface FleetQuery {
  readonly region?: string;
  readonly assetId?: AssetId;
}

export interface InstanceQuery {
  readonly fleetId?: FleetId;
  readonly ipAddress?: string;
}

export interface FleetEventQuery {
  readonly fleetId: FleetId;
  readonly code?: FleetEventCode;
  /** Both ends included. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface QueueQuery {
  readonly region?: string;
  readonly name?: string;
}

export interface PlacementQuery {
  readonly region?: string;
  readonly queueName?: string;
  readonly status?: PlacementStatus;
}

/** Rows whose `seq` is below `beforeSeq` (all when absent), `limit` at most: pages that neither skip nor repeat. */
export interface Page {
  readonly beforeSeq?: number;
  readonly limit: number;
}

/** The part of a list that the API asks for by position. */
export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

export interface Listed<Row> {
  readonly rows: readonly Row[];
  /** How many there are in all. */
  readonly total: number;
}
