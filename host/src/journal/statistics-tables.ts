import type Libsql from "libsql";
import type { InstanceUse, StatisticsOf, StatisticsPeriod, StatisticsRow } from "../model/index.js";
import type { Listed, Slice, StatisticsRecord, StatisticsStore, StoredUseQuery } from "../ports/index.js";
import { PeriodRows } from "./period-rows.js";

type Statement = Libsql.Statement;

const USES_FORGOTTEN_AT_ONCE = 100;

const useColumns =
  "instance_id AS instanceId, fleet_id AS fleetId, region, ip_address AS ipAddress, began_at_ms AS beganAtMs, ended_at_ms AS endedAtMs";
const isAskedFor = `(?1 IS NULL OR fleet_id = ?1) AND (?2 IS NULL OR region = ?2)
  AND began_at_ms < ?4 AND (ended_at_ms IS NULL OR ended_at_ms > ?3)`;

/** The journal's part for statistics. */
export class StatisticsTables implements StatisticsStore {
  readonly #transact: (write: () => void) => void;
  readonly #rows: { readonly [Of in StatisticsOf]: PeriodRows<Of> };
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
    this.#rows = {
      fleet: new PeriodRows(db, "fleet"),
      instance: new PeriodRows(db, "instance"),
      queue: new PeriodRows(db, "queue"),
      queueRegion: new PeriodRows(db, "queueRegion"),
    };
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
      for (const row of rows) this.#rows[row.of].put(row);
      for (const { instanceId, endedAtMs } of endedUses) this.#endUse.run(endedAtMs, instanceId);
      for (const use of begunUses)
        this.#beginUse.run(use.instanceId, use.fleetId, use.region, use.ipAddress, use.beganAtMs, use.endedAtMs);
      this.#see.run(seenAtMs);
      for (const rowsOf of Object.values(this.#rows))
        for (const period of ["minute", "hour", "day"] as const) rowsOf.forget(period, keptSinceMs[period]);
      this.#forgetUses.run(keptSinceMs.day, USES_FORGOTTEN_AT_ONCE);
    });
  }

  rowsAt<Of extends StatisticsOf>(of: Of, period: StatisticsPeriod, atMs: number): readonly StatisticsRow<Of>[] {
    return this.#rowsOf(of).at(period, atMs);
  }

  rows<Of extends StatisticsOf>(
    of: Of,
    id: string,
    period: StatisticsPeriod,
    fromMs: number,
    toMs: number,
  ): readonly StatisticsRow<Of>[] {
    return this.#rowsOf(of).within(id, period, fromMs, toMs);
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

  #rowsOf<Of extends StatisticsOf>(of: Of): PeriodRows<Of> {
    return this.#rows[of];
  }
}
