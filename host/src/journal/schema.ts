import type Libsql from "libsql";

/**
 * Each row is kept whole as JSON, beside the columns that questions are asked by. `is_live` marks what the engine holds
 * in memory; the rest is history.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE processes (
    id TEXT PRIMARY KEY,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX live_processes ON processes (id) WHERE is_live = 1;

  CREATE TABLE sessions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    fleet_id TEXT NOT NULL,
    status TEXT NOT NULL,
    creator_id TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX sessions_by_fleet ON sessions (fleet_id, seq);
  CREATE INDEX sessions_by_fleet_and_status ON sessions (fleet_id, status, seq);
  CREATE INDEX live_sessions ON sessions (seq) WHERE is_live = 1;
  CREATE INDEX sessions_with_creator ON sessions (created_at_ms) WHERE creator_id <> '';

  CREATE TABLE players (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    session_id TEXT NOT NULL,
    player_id TEXT NOT NULL,
    status TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX players_by_session ON players (session_id, seq);
  CREATE INDEX players_by_session_and_status ON players (session_id, status, seq);
  CREATE INDEX players_by_player ON players (player_id, seq);
  CREATE INDEX live_players ON players (seq) WHERE is_live = 1;
  `,
  // Assets, fleets, their instances and what was launched on them; processes and sessions say which instance is theirs.
  `
  CREATE TABLE assets (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX live_assets ON assets (region, seq) WHERE is_live = 1;

  CREATE TABLE fleets (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    asset_id TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX live_fleets ON fleets (region, seq) WHERE is_live = 1;

  CREATE TABLE instances (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    fleet_id TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX live_instances ON instances (fleet_id, seq) WHERE is_live = 1;

  CREATE TABLE launches (
    id TEXT PRIMARY KEY,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX live_launches ON launches (id) WHERE is_live = 1;

  CREATE TABLE fleet_events (
    seq INTEGER PRIMARY KEY,
    fleet_id TEXT NOT NULL,
    code TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX events_by_fleet ON fleet_events (fleet_id, seq);

  UPDATE processes SET row = json_set(row, '$.fleetId', NULL, '$.instanceId', NULL, '$.sessionsHosted', 0);
  UPDATE sessions SET row = json_set(row, '$.instanceId', NULL);
  `,
];

/** The form of the data that this program writes. */
export const SCHEMA_VERSION = migrations.length;

/** The form of the data that was found; 0 for none yet. */
export const schemaVersion = (db: Libsql.Database): number =>
  (db.prepare("PRAGMA user_version").get() as { user_version: number }).user_version;

/** Brings the data to `SCHEMA_VERSION`, a step at a time, each whole or not at all. */
export function migrate(db: Libsql.Database): void {
  for (let version = schemaVersion(db); version < SCHEMA_VERSION; version++)
    db.exec(`BEGIN IMMEDIATE; ${migrations[version] ?? ""}; PRAGMA user_version = ${String(version + 1)}; COMMIT`);
}
