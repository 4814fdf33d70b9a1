import type Libsql from "libsql";

interface Kind {
  readonly table: string;
  readonly key: "seq" | "id";
  /** True for what is over since before `?3`. */
  readonly isOver: string;
}

const endedBefore = (field: string): string => `is_live = 0 AND json_extract(row, '$.${field}') < ?3`;

/** When processes and launches ended is not written down: they count from their beginning, and nobody asks for them later. */
const kinds: readonly Kind[] = [
  { table: "sessions", key: "seq", isOver: endedBefore("endedAtMs") },
  { table: "players", key: "seq", isOver: endedBefore("endedAtMs") },
  { table: "processes", key: "id", isOver: endedBefore("readyAtMs") },
  { table: "launches", key: "id", isOver: endedBefore("launchedAtMs") },
  { table: "instances", key: "seq", isOver: endedBefore("terminatedAtMs") },
  { table: "fleets", key: "seq", isOver: endedBefore("terminatedAtMs") },
  { table: "aliases", key: "seq", isOver: endedBefore("deletedAtMs") },
  { table: "queues", key: "seq", isOver: endedBefore("deletedAtMs") },
  { table: "placements", key: "seq", isOver: endedBefore("endedAtMs") },
  { table: "assets", key: "seq", isOver: endedBefore("deletedAtMs") },
  { table: "fleet_events", key: "seq", isOver: "at_ms < ?3" },
];

type Key = number | string;

/** Deletes history a few rows at a time, going round and round through each table, so that no call takes long. */
export class Pruner {
  readonly #steps: readonly { next(beforeMs: number, limit: number): number }[];

  constructor(db: Libsql.Database) {
    this.#steps = kinds.map((kind) => stepper(db, kind));
  }

  /** Looks at `limit` rows of each table; within the transaction of whoever calls. @returns how many it deleted */
  prune(beforeMs: number, limit: number): number {
    return this.#steps.reduce((sum, step) => sum + step.next(beforeMs, limit), 0);
  }
}

function stepper(db: Libsql.Database, { table, key, isOver }: Kind) {
  const look = db.prepare(
    `SELECT max(${key}) AS last, count(*) AS count FROM (SELECT ${key} FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?)`,
  );
  // The newest stays: what comes next counts on from it.
  const isNewest = key === "seq" ? `AND seq < (SELECT max(seq) FROM ${table})` : "";
  const remove = db.prepare(`DELETE FROM ${table} WHERE ${key} > ?1 AND ${key} <= ?2 AND ${isOver} ${isNewest}`);
  const start: Key = key === "seq" ? 0 : "";
  let after: Key = start;
  return {
    next: (beforeMs: number, limit: number): number => {
      const { last, count } = look.get(after, limit) as { readonly last: Key | null; readonly count: number };
      const removed = last === null ? 0 : remove.run(after, last, beforeMs).changes;
      after = last === null || count < limit ? start : last;
      return removed;
    },
  };
}
