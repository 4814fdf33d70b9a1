import type Libsql from "libsql";
import { statisticsSums, type StatisticsOf, type StatisticsPeriod, type StatisticsRow } from "../model/index.js";

type Statement = Libsql.Statement;

export const periodsMs: Readonly<Record<StatisticsPeriod, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** So many instants' rows are let go with one record at most: after a long pause there are thousands. */
const FORGOTTEN_AT_ONCE = 20;

/** `queueRegion` is kept in `queue_region_statistics`, `activeSessions` in its column `active_sessions`. */
const snakeOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The table of the statistics of fleets, of instances or of queues; each number has its column. */
export class PeriodRows<Of extends StatisticsOf> {
  readonly #sums: readonly string[];
  readonly #put: Statement;
  readonly #at: Statement;
  readonly #bounds: Statement;
  readonly #within: Statement;
  readonly #forget: Statement;

  constructor(db: Libsql.Database, of: Of) {
    this.#sums = statisticsSums[of];
    const table = `${snakeOf(of)}_statistics`;
    const columns = ["id", "period", "at_ms", ...this.#sums.map(snakeOf)];
    const selected = `'${of}' AS "of", id, period, at_ms AS atMs, ${this.#sums.map((name) => `${snakeOf(name)} AS ${name}`).join(", ")}`;
    this.#put = db.prepare(
      `INSERT OR REPLACE INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
    this.#at = db.prepare(`SELECT ${selected} FROM ${table} WHERE period = ? AND at_ms = ?`);
    this.#bounds = db.prepare(
      `SELECT (SELECT min(at_ms) FROM ${table} WHERE period = ?1) AS firstMs,
         (SELECT max(at_ms) FROM ${table} WHERE period = ?1) AS lastMs`,
    );
    // All rows of an instant stand together: those of one id are found by looking at each instant, not by reading them all.
    this.#within = db.prepare(
      `WITH RECURSIVE instants (instant) AS (SELECT ?3 UNION ALL SELECT instant + ?5 FROM instants WHERE instant + ?5 < ?4)
       SELECT ${selected} FROM instants CROSS JOIN ${table}
       WHERE period = ?2 AND at_ms = instant AND id = ?1 ORDER BY instant`,
    );
    this.#forget = db.prepare(
      `DELETE FROM ${table} WHERE period = ?1
         AND at_ms < min(?2, (SELECT min(at_ms) FROM ${table} WHERE period = ?1) + ?3)`,
    );
  }

  /** Within the journal's transaction. */
  put(row: StatisticsRow): void {
    const numbers = row as unknown as Readonly<Record<string, number>>;
    this.#put.run(row.id, row.period, row.atMs, ...this.#sums.map((name) => numbers[name]));
  }

  /** A little of what is older. Within the journal's transaction. */
  forget(period: StatisticsPeriod, beforeMs: number): void {
    this.#forget.run(period, beforeMs, FORGOTTEN_AT_ONCE * periodsMs[period]);
  }

  at(period: StatisticsPeriod, atMs: number): readonly StatisticsRow<Of>[] {
    return this.#at.all(period, atMs) as StatisticsRow<Of>[];
  }

  within(id: string, period: StatisticsPeriod, fromMs: number, toMs: number): readonly StatisticsRow<Of>[] {
    const { firstMs, lastMs } = this.#bounds.get(period) as {
      readonly firstMs: number | null;
      readonly lastMs: number | null;
    };
    if (firstMs === null || lastMs === null) return [];
    const stepMs = periodsMs[period];
    const beginMs = Math.ceil(Math.max(fromMs, firstMs) / stepMs) * stepMs;
    const endMs = Math.min(toMs, lastMs + 1);
    if (beginMs >= endMs) return [];
    return this.#within.all(id, period, beginMs, endMs, stepMs) as StatisticsRow<Of>[];
  }
}
