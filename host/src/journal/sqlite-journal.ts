import { join } from "node:path";
import Libsql from "libsql";
import type {
  Alias,
  AliasId,
  Asset,
  AssetId,
  Fleet,
  FleetEvent,
  FleetId,
  GameServerProcess,
  GameServerSession,
  GameServerSessionId,
  Instance,
  InstanceId,
  Placement,
  PlacementKey,
  PlayerSession,
  PlayerSessionId,
  Queue,
} from "../model/index.js";
import { holdsSlot, isOpen } from "../model/index.js";
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
  StatisticsStore,
} from "../ports/index.js";
import { DeploymentStore } from "./deployment-store.js";
import { cannotUse, openDataFolder } from "./data-folder.js";
import { DataInUseError, JournalError } from "./errors.js";
import { Pruner } from "./pruner.js";
import { QueueStore } from "./queue-store.js";
import { migrate, SCHEMA_VERSION, schemaVersion } from "./schema.js";
import { Selector } from "./selector.js";
import { StatisticsTables } from "./statistics-tables.js";
import { WalFlush } from "./wal-flush.js";

type Statement = Libsql.Statement;

const FILE = "gse.sqlite";

/**
 * The journal in one SQLite file, `<dataDir>/gse.sqlite`, held by one host alone. A commit is one transaction; `WalFlush`
 * brings it to the disk.
 * @throws DataInUseError when another host holds it; JournalError when its data is newer than this program
 */
export class SqliteJournal implements Journal, JournalCare {
  /** In the same file. */
  readonly statistics: StatisticsStore;
  readonly #dataDir: string;
  readonly #db: Libsql.Database;
  readonly #wal: WalFlush;
  readonly #begin: Statement;
  readonly #commit: Statement;
  readonly #rollback: Statement;
  readonly #putProcess: Statement;
  readonly #putSession: Statement;
  readonly #putPlayer: Statement;
  readonly #session: Statement;
  readonly #player: Statement;
  readonly #sessions: Selector;
  readonly #players: Selector;
  readonly #deployment: DeploymentStore;
  readonly #queues: QueueStore;
  readonly #pruner: Pruner;

  constructor(dataDir: string) {
    const db = open(dataDir);
    this.#dataDir = dataDir;
    this.#db = db;
    this.#wal = openLog(db, dataDir);
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
    this.#putProcess = db.prepare(
      "INSERT INTO processes (id, is_live, row) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET is_live = excluded.is_live, row = excluded.row",
    );
    this.#putSession = db.prepare(
      `INSERT INTO sessions (seq, id, fleet_id, status, creator_id, created_at_ms, is_live, row) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET status = excluded.status, is_live = excluded.is_live, row = excluded.row`,
    );
    this.#putPlayer = db.prepare(
      `INSERT INTO players (seq, id, session_id, player_id, status, is_live, row) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET status = excluded.status, is_live = excluded.is_live, row = excluded.row`,
    );
    this.#session = db.prepare("SELECT row FROM sessions WHERE id = ?");
    this.#player = db.prepare("SELECT row FROM players WHERE id = ?");
    this.#sessions = new Selector(db, "sessions", {
      fleetId: "fleet_id = ?",
      sessionId: "id = ?",
      status: "status = ?",
    });
    this.#players = new Selector(db, "players", {
      sessionId: "session_id = ?",
      playerId: "player_id = ?",
      playerSessionId: "id = ?",
      status: "status = ?",
    });
    this.#deployment = new DeploymentStore(db);
    this.#queues = new QueueStore(db);
    this.#pruner = new Pruner(db);
    this.statistics = new StatisticsTables(db, (write) => {
      this.#transact(write);
    });
  }

  load(creationsSinceMs: (fleets: readonly Fleet[]) => number): LiveRows {
    try {
      return this.#load(creationsSinceMs);
    } catch (error) {
      throw cannotUse(this.#dataDir, error);
    }
  }

  #load(creationsSinceMs: (fleets: readonly Fleet[]) => number): LiveRows {
    const deployment = this.#deployment.load();
    const live = (table: string): readonly StoredRow[] =>
      this.#db.prepare(`SELECT row FROM ${table} WHERE is_live = 1`).all() as StoredRow[];
    const last = (table: string): number =>
      (this.#db.prepare(`SELECT coalesce(max(seq), 0) AS seq FROM ${table}`).get() as { seq: number }).seq;
    const creations = this.#db
      .prepare("SELECT row FROM sessions WHERE creator_id <> '' AND created_at_ms > ? ORDER BY seq")
      .all(creationsSinceMs(deployment.fleets)) as StoredRow[];
    return {
      processes: live("processes").map(toProcess),
      sessions: live("sessions").map(toSession),
      players: live("players").map(toPlayer),
      ...deployment,
      ...this.#queues.load(),
      lastSeq: {
        sessions: last("sessions"),
        players: last("players"),
        aliases: last("aliases"),
        assets: last("assets"),
        fleets: last("fleets"),
        instances: last("instances"),
        fleetEvents: last("fleet_events"),
        queues: last("queues"),
        placements: last("placements"),
      },
      recentCreations: creations
        .map(toSession)
        .map(({ fleetId, creatorId, createdAtMs }) => ({ fleetId, creatorId, atMs: createdAtMs })),
    };
  }

  commit(changes: Changes): void {
    this.#transact(() => {
      for (const row of changes.processes)
        this.#putProcess.run(row.id, row.status === "TERMINATED" ? 0 : 1, JSON.stringify(row));
      for (const row of changes.sessions)
        this.#putSession.run(
          row.seq,
          row.id,
          row.fleetId,
          row.status,
          row.creatorId,
          row.createdAtMs,
          isOpen(row) ? 1 : 0,
          JSON.stringify(row),
        );
      for (const row of changes.players)
        this.#putPlayer.run(
          row.seq,
          row.id,
          row.gameServerSessionId,
          row.playerId,
          row.status,
          holdsSlot(row) ? 1 : 0,
          JSON.stringify(row),
        );
      this.#deployment.put(changes);
      this.#queues.put(changes);
    });
    this.#wal.wrote();
  }

  flush(): Promise<void> | undefined {
    return this.#wal.flush();
  }

  flushNow(): void {
    this.#wal.flushNow();
  }

  prune(beforeMs: number, limit: number): number {
    return this.#transact(() => this.#pruner.prune(beforeMs, limit));
  }

  checkWritable(): void {
    this.#transact(() => {
      this.#db.pragma(`user_version = ${String(SCHEMA_VERSION)}`);
    });
  }

  #transact<T>(write: () => T): T {
    // libsql's statements go on working after close(), when another host may hold the data.
    if (!this.#db.open) throw new JournalError("cannot write to the journal: it is closed");
    try {
      this.#begin.run();
      const done = write();
      this.#commit.run();
      return done;
    } catch (error) {
      this.#undo();
      throw new JournalError(
        `cannot write to the journal: ${messageOf(error)}; see that the disk is writable and has room`,
        { cause: error },
      );
    }
  }

  session(id: GameServerSessionId): GameServerSession | undefined {
    const found = this.#session.get(id) as StoredRow | undefined;
    return found === undefined ? undefined : toSession(found);
  }

  player(id: PlayerSessionId): PlayerSession | undefined {
    const found = this.#player.get(id) as StoredRow | undefined;
    return found === undefined ? undefined : toPlayer(found);
  }

  sessions(query: SessionQuery, page: Page): readonly GameServerSession[] {
    return this.#sessions.select({ ...query }, page).map(toSession);
  }

  players(query: PlayerQuery, page: Page): readonly PlayerSession[] {
    return this.#players.select({ ...query }, page).map(toPlayer);
  }

  alias(id: AliasId): Alias | undefined {
    return this.#deployment.alias(id);
  }

  aliases(query: AliasQuery, slice: Slice): Listed<Alias> {
    return this.#deployment.aliases(query, slice);
  }

  asset(id: AssetId): Asset | undefined {
    return this.#deployment.asset(id);
  }

  assets(query: AssetQuery, slice: Slice): Listed<Asset> {
    return this.#deployment.assets(query, slice);
  }

  fleet(id: FleetId): Fleet | undefined {
    return this.#deployment.fleet(id);
  }

  fleets(query: FleetQuery, slice: Slice): Listed<Fleet> {
    return this.#deployment.fleets(query, slice);
  }

  instance(id: InstanceId): Instance | undefined {
    return this.#deployment.instance(id);
  }

  instances(query: InstanceQuery, slice: Slice): Listed<Instance> {
    return this.#deployment.instances(query, slice);
  }

  fleetEvents(query: FleetEventQuery, slice: Slice): Listed<FleetEvent> {
    return this.#deployment.fleetEvents(query, slice);
  }

  queues(query: QueueQuery, slice: Slice): Listed<Queue> {
    return this.#queues.queues(query, slice);
  }

  placement(id: PlacementKey): Placement | undefined {
    return this.#queues.placement(id);
  }

  placements(query: PlacementQuery, page: Page): readonly Placement[] {
    return this.#queues.placements(query, page);
  }

  close(): void {
    this.#wal.close();
    letGo(this.#db);
  }

  /** SQLite may have ended the transaction by itself (a full disk does that); then there is nothing to take back. */
  #undo(): void {
    try {
      if (this.#db.inTransaction) this.#rollback.run();
    } catch {
      // The reason why the commit failed matters more; the next one begins by failing too, and comes here again.
    }
  }
}

interface StoredRow {
  readonly row: string;
}

const toProcess = ({ row }: StoredRow): GameServerProcess => JSON.parse(row) as GameServerProcess;
const toSession = ({ row }: StoredRow): GameServerSession => JSON.parse(row) as GameServerSession;
const toPlayer = ({ row }: StoredRow): PlayerSession => JSON.parse(row) as PlayerSession;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function open(dataDir: string): Libsql.Database {
  const db = openFile(dataDir);
  try {
    // Exclusive before WAL: the lock is one that the kernel lets go with the process, however that ends.
    db.pragma("locking_mode = EXCLUSIVE");
    db.pragma("journal_mode = WAL");
    // As FULL together with WalFlush.
    db.pragma("synchronous = NORMAL");
    // A checkpoint holds everybody up: 16 MB apart they are seldom, and a start still reads so much in no time.
    db.pragma("wal_autocheckpoint = 4000");
    db.exec("BEGIN IMMEDIATE; COMMIT");
    const found = schemaVersion(db);
    if (found > SCHEMA_VERSION)
      throw new JournalError(
        `cannot use the data in "${dataDir}": it has form ${String(found)} and this program knows forms up to ${String(SCHEMA_VERSION)}; use the newer gse-host that wrote it`,
      );
    migrate(db);
    return db;
  } catch (error) {
    letGo(db);
    if (error instanceof JournalError) throw error;
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") throw new DataInUseError(dataDir);
    throw cannotUse(dataDir, error);
  }
}

function openLog(db: Libsql.Database, dataDir: string): WalFlush {
  try {
    return new WalFlush(join(dataDir, `${FILE}-wal`), dataDir);
  } catch (error) {
    letGo(db);
    throw cannotUse(dataDir, error);
  }
}

function openFile(dataDir: string): Libsql.Database {
  openDataFolder(dataDir);
  try {
    return new Libsql(join(dataDir, FILE));
  } catch (error) {
    throw cannotUse(dataDir, error);
  }
}

/**
 * libsql keeps a closed file open until its statements are collected as garbage; the lock must not wait for that. It can
 * be let go only outside WAL, and the next reading does it.
 */
function letGo(db: Libsql.Database): void {
  try {
    db.pragma("journal_mode = DELETE");
    db.pragma("locking_mode = NORMAL");
    schemaVersion(db);
  } catch {
    // What is committed is on disk already, and the lock ends with the process at the latest.
  } finally {
    db.close();
  }
}
