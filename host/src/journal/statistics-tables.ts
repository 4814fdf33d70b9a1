import type Libsql from "libsql";
import {
  fleetSums,
  type FleetId,
  type FleetStatisticsRow,
  type InstanceUse,
  type StatisticsPeriod,
} from "../model/index.js";
import type { Listed, Slice, StatisticsRecord, StatisticsStore, StoredUseQuery } from "../ports/index.js";

type Statement = Libsql.Statement;

const periodsMs: Readonly<Record<StatisticsPeriod, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** So many instants' rows are let go with one record at most: after a long pause there are thousands. */
const FORGOTTEN_AT_ONCE = 20;
const USES_FORGOTTEN_AT_ONCE = 100;

/** `activeSessions` is kept in `active_sessions`. */
const columnOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const rowColumns = `fleet_id AS fleetId, period, at_ms AS atMs, ${fleetSums.map((name) => `${columnOf(name)} AS ${name}`).join(", ")}`;
const useColumns =
  "instance_id AS instanceId, fleet_id AS fleetId, region, ip_address AS ipAddress, began_at_ms AS beganAtMs, ended_at_ms AS endedAtMs";
const isAskedFor = `(?1 IS NULL OR fleet_id = ?1) AND (?2 IS NULL OR region = ?2)
  AND began_at_ms < ?4 AND (ended_at_ms IS NULL OR ended_at_ms > ?3)`;

/** The journal's part for statistics. */
export class StatisticsTables implements StatisticsStore {
  readonly #transact: (write: () => void) => void;
  readonly #putRow: Statement;
  readonly #rowsAt: Statement;
  readonly #bounds: Statement;
  readonly #rows: Statement;
  readonly #forgetRows: Statement;
  readonly #endUse: Statement;
  readonly #beginUse: Statement;
  readonly #forgetUses: Statement;
  readonly #openUses: Statement;
  readonly #uses: Statement;
  readonly #countUses: Statement;
  readonly #see: Statement;
  readonly #seen: Statement;

  constructor(db: Libsql.Database, transact: (write: () => void) => void) {
    this.#transact = transact;
    const columns = ["fleet_id", "period", "at_ms", ...fleetSums.map(columnOf)];
    this.#putRow = db.prepare(
      `INSERT OR REPLACE INTO fleet_statistics (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
    this.#rowsAt = db.prepare(`SELECT ${rowColumns} FROM fleet_statistics WHERE period = ? AND at_ms = ?`);
    this.#bounds = db.prepare(
      `SELECT (SELECT min(at_ms) FROM fleet_statistics WHERE period = ?1) AS firstMs,
         (SELECT max(at_ms) FROM fleet_statistics WHERE period = ?1) AS lastMs`,
    );
    // All fleets of an instant stand together: one fleet is found by looking at each instant, not by reading them all.
    this.#rows = db.prepare(
      `WITH RECURSIVE instants (instant) AS (SELECT ?3 UNION ALL SELECT instant + ?5 FROM instants WHERE instant + ?5 < ?4)
       SELECT ${rowColumns} FROM instants CROSS JOIN fleet_statistics
       WHERE period = ?2 AND at_ms = instant AND fleet_id = ?1 ORDER BY instant`,
    );
    this.#forgetRows = db.prepare(
      `DELETE FROM fleet_statistics WHERE period = ?1
         AND at_ms < min(?2, (SELECT min(at_ms) FROM fleet_statistics WHERE period = ?1) + ?3)`,
    );
    this.#endUse = db.prepare("UPDATE instance_uses SET ended_at_ms = ? WHERE instance_id = ? AND ended_at_ms IS NULL");
    this.#beginUse = db.prepare(
      "INSERT INTO instance_uses (instance_id, fleet_id, region, ip_address, began_at_ms, ended_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.#forgetUses = db.prepare(
      "DELETE FROM instance_uses WHERE seq IN (SELECT seq FROM instance_uses WHERE ended_at_ms < ? LIMIT ?)",
    );
    this.#openUses = db.prepare(`SELECT ${useColumns} FROM instance_uses WHERE ended_at_ms IS NULL ORDER BY seq`);
    this.#uses = db.prepare(
      `SELECT ${useColumns} FROM instance_uses WHERE ${isAskedFor} ORDER BY seq DESC LIMIT ?5 OFFSET ?6`,
    );
    this.#countUses = db.prepare(`SELECT count(*) AS total FROM instance_uses WHERE ${isAskedFor}`);
    this.#see = db.prepare("INSERT OR REPLACE INTO statistics_seen (id, at_ms) VALUES (1, ?)");
    this.#seen = db.prepare("SELECT at_ms AS atMs FROM statistics_seen");
  }

  record({ rows, endedUses, begunUses, seenAtMs, keptSinceMs }: StatisticsRecord): void {
    this.#transact(() => {
      for (const row of rows)
        this.#putRow.run(row.fleetId, row.period, row.atMs, ...fleetSums.map((name) => row[name]));
      for (const { instanceId, endedAtMs } of endedUses) this.#endUse.run(endedAtMs, instanceId);
      for (const use of begunUses)
        this.#beginUse.run(use.instanceId, use.fleetId, use.region, use.ipAddress, use.beganAtMs, use.endedAtMs);
      this.#see.run(seenAtMs);
      for (const period of ["minute", "hour", "day"] as const)
        this.#forgetRows.run(period, keptSinceMs[period], FORGOTTEN_AT_ONCE * periodsMs[period]);
      this.#forgetUses.run(keptSinceMs.day, USES_FORGOTTEN_AT_ONCE);
    });
  }

  rowsAt(period: StatisticsPeriod, atMs: number): readonly FleetStatisticsRow[] {
    return this.#rowsAt.all(period, atMs) as FleetStatisticsRow[];
  }

  rows(fleetId: FleetId, period: StatisticsPeriod, fromMs: number, toMs: number): readonly FleetStatisticsRow[] {
    const { firstMs, lastMs } = this.#bounds.get(period) as {
      readonly firstMs: number | null;
      readonly lastMs: number | null;
    };
    if (firstMs === null || lastMs === null) return [];
    const stepMs = periodsMs[period];
    const beginMs = Math.ceil(Math.max(fromMs, firstMs) / stepMs) * stepMs;
    const endMs = Math.min(toMs, lastMs + 1);
    if (beginMs >= endMs) return [];
    return this.#rows.all(fleetId, period, beginMs, endMs, stepMs) as FleetStatisticsRow[];
  }

  lastSeenAtMs(): number | undefined {
    return (this.#seen.get() as { readonly atMs: number } | undefined)?.atMs;
  }

  openUses(): readonly InstanceUse[] {
    return this.#openUses.all() as InstanceUse[];
  }

  uses({ fleetId, region, fromMs, toMs }: StoredUseQuery, { offset, limit }: Slice): Listed<InstanceUse> {
    const asked = [fleetId ?? null, region ?? null, fromMs, toMs];
    const { total } = this.#countUses.get(...asked) as { readonly total: number };
    return { rows: this.#uses.all(...asked, limit, offset) as InstanceUse[], total };
  }
}
