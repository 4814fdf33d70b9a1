import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import type { GameServerProcess, GameServerSession, Instance, Launch } from "../../src/model/index.js";

/** What a host that was killed had on disk, of what is live. */
export interface LiveJournal {
  readonly launches: readonly Launch[];
  readonly instances: readonly Instance[];
  readonly processes: readonly GameServerProcess[];
  readonly sessions: readonly GameServerSession[];
}

/** From a copy: reading the journal itself would tidy up what the next host must be able to tidy up. */
export function readLiveJournal(dataDir: string): LiveJournal {
  return withCopy(dataDir, (db) => {
    const live = <Row>(table: string): readonly Row[] =>
      (db.prepare(`SELECT row FROM ${table} WHERE is_live = 1`).all() as { row: string }[]).map(
        ({ row }) => JSON.parse(row) as Row,
      );
    return {
      launches: live<Launch>("launches"),
      instances: live<Instance>("instances"),
      processes: live<GameServerProcess>("processes"),
      sessions: live<GameServerSession>("sessions"),
    };
  });
}

/** Everything that ever was, by name; and what SQLite itself says of its file. */
export function readHistory(dataDir: string): {
  readonly sessions: readonly GameServerSession[];
  readonly integrity: string;
} {
  return withCopy(dataDir, (db) => ({
    sessions: (db.prepare("SELECT row FROM sessions ORDER BY seq").all() as { row: string }[]).map(
      ({ row }) => JSON.parse(row) as GameServerSession,
    ),
    integrity: (db.prepare("PRAGMA integrity_check").get() as { integrity_check: string }).integrity_check,
  }));
}

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
