import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import type {
  Fleet,
  GameServerProcess,
  GameServerSession,
  Instance,
  Launch,
  Placement,
  PlayerSession,
  Queue,
} from "../../src/model/index.js";

/** What a host that was killed had on disk, of what is live. */
export interface LiveJournal {
  readonly launches: readonly Launch[];
  readonly instances: readonly Instance[];
  readonly processes: readonly GameServerProcess[];
  readonly sessions: readonly GameServerSession[];
  readonly fleets: readonly Fleet[];
  readonly queues: readonly Queue[];
  readonly placements: readonly Placement[];
}

/** Everything that ever was, in the order in which it came; and what SQLite itself says of its file. */
export interface History {
  readonly sessions: readonly GameServerSession[];
  readonly players: readonly PlayerSession[];
  readonly placements: readonly Placement[];
  readonly integrity: string;
}

/** From a copy: reading the journal itself would tidy up what the next host must be able to tidy up. */
export function readLiveJournal(dataDir: string): LiveJournal {
  return withCopy(dataDir, (db) => {
    const live = <Row>(table: string): readonly Row[] => rowsOf(db, `${table} WHERE is_live = 1`);
    return {
      launches: live<Launch>("launches"),
      instances: live<Instance>("instances"),
      processes: live<GameServerProcess>("processes"),
      sessions: live<GameServerSession>("sessions"),
      fleets: live<Fleet>("fleets"),
      queues: live<Queue>("queues"),
      placements: live<Placement>("placements"),
    };
  });
}

export function readHistory(dataDir: string): History {
  return withCopy(dataDir, (db) => ({
    sessions: rowsOf<GameServerSession>(db, "sessions ORDER BY seq"),
    players: rowsOf<PlayerSession>(db, "players ORDER BY seq"),
    placements: rowsOf<Placement>(db, "placements ORDER BY seq"),
    integrity: (db.prepare("PRAGMA integrity_check").get() as { integrity_check: string }).integrity_check,
  }));
}

const rowsOf = <Row>(db: Libsql.Database, from: string): readonly Row[] =>
  (db.prepare(`SELECT row FROM ${from}`).all() as { row: string }[]).map(({ row }) => JSON.parse(row) as Row);

function withCopy<T>(dataDir: string, read: (db: Libsql.Database) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "gse-torture-journal-"));
  try {
    for (const name of ["gse.sqlite", "gse.sqlite-wal"])
      if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(folder, name));
    const db = new Libsql(join(folder, "gse.sqlite"));
    try {
      return read(db);
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
