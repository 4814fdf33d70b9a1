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
  // Statistics: few bytes for many rows, so each number has its column; in the order of time, so that a minute is written in one place.
  `
  CREATE TABLE fleet_statistics (
    period TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    fleet_id TEXT NOT NULL,
    samples INTEGER NOT NULL,
    activating_sessions INTEGER NOT NULL,
    active_sessions INTEGER NOT NULL,
    active_instances INTEGER NOT NULL,
    idle_instances INTEGER NOT NULL,
    max_instances INTEGER NOT NULL,
    min_instances INTEGER NOT NULL,
    desired_instances INTEGER NOT NULL,
    active_processes INTEGER NOT NULL,
    healthy_processes INTEGER NOT NULL,
    available_sessions INTEGER NOT NULL,
    active_player_sessions INTEGER NOT NULL,
    processes_activated INTEGER NOT NULL,
    processes_closed INTEGER NOT NULL,
    processes_closed_abnormally INTEGER NOT NULL,
    player_session_activations INTEGER NOT NULL,
    memory_samples INTEGER NOT NULL,
    memory_bytes INTEGER NOT NULL,
    cpu_ms INTEGER NOT NULL,
    cpu_of_ms INTEGER NOT NULL,
    PRIMARY KEY (period, at_ms, fleet_id)
  ) WITHOUT ROWID;

  CREATE TABLE instance_uses (
    seq INTEGER PRIMARY KEY,
    instance_id TEXT NOT NULL,
    fleet_id TEXT NOT NULL,
    region TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    began_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER
  );
  CREATE INDEX open_instance_uses ON instance_uses (instance_id) WHERE ended_at_ms IS NULL;
  CREATE INDEX ended_instance_uses ON instance_uses (ended_at_ms) WHERE ended_at_ms IS NOT NULL;

  CREATE TABLE statistics_seen (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at_ms INTEGER NOT NULL
  );
  `,
  // Aliases.
  `
  CREATE TABLE aliases (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    fleet_id TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX live_aliases ON aliases (region, seq) WHERE is_live = 1;
  `,
  // Scaling: a fleet's policies and timers stand in its row.
  `
  UPDATE fleets SET row = json_set(row, '$.scaling', json('{"policies":[],"timers":[],"scaledAtMs":null}'));
  `,
  // Queues and placements. Of an id of placements there is the last one only.
  `
  CREATE TABLE queues (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX live_queues ON queues (region, seq) WHERE is_live = 1;

  CREATE TABLE placements (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    queue_name TEXT NOT NULL,
    status TEXT NOT NULL,
    is_live INTEGER NOT NULL,
    row TEXT NOT NULL
  );
  CREATE INDEX placements_by_queue ON placements (region, queue_name, seq);
  CREATE INDEX live_placements ON placements (seq) WHERE is_live = 1;
  `,
  // Statistics of queues and instances; how a placement's place fares against the others.
  `
  ALTER TABLE fleet_statistics RENAME COLUMN fleet_id TO id;
  ALTER TABLE fleet_statistics ADD COLUMN failed_instances INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE instance_statistics (
    period TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    id TEXT NOT NULL,
    samples INTEGER NOT NULL,
    memory_samples INTEGER NOT NULL,
    memory_bytes INTEGER NOT NULL,
    cpu_ms INTEGER NOT NULL,
    cpu_of_ms INTEGER NOT NULL,
    memory_of_bytes INTEGER NOT NULL,
    connection_samples INTEGER NOT NULL,
    connections INTEGER NOT NULL,
    load_samples INTEGER NOT NULL,
    load REAL NOT NULL,
    PRIMARY KEY (period, at_ms, id)
  ) WITHOUT ROWID;

  CREATE TABLE queue_statistics (
    period TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    id TEXT NOT NULL,
    samples INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    waited_ms INTEGER NOT NULL,
    started INTEGER NOT NULL,
    fulfilled INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    timed_out INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    placing_ms INTEGER NOT NULL,
    first_not_viable INTEGER NOT NULL,
    first_not_available INTEGER NOT NULL,
    nearest INTEGER NOT NULL,
    PRIMARY KEY (period, at_ms, id)
  ) WITHOUT ROWID;

  CREATE TABLE queue_region_statistics (
    period TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    id TEXT NOT NULL,
    placements INTEGER NOT NULL,
    PRIMARY KEY (period, at_ms, id)
  ) WITHOUT ROWID;

  UPDATE placements SET row = json_set(row, '$.choice', NULL);
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
