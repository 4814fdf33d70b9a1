import type Libsql from "libsql";
import { isLiveQueue, isPending, type Placement, type PlacementKey, type Queue } from "../model/index.js";
import type { Changes, Listed, LiveRows, Page, PlacementQuery, QueueQuery, Slice } from "../ports/index.js";
import { Selector } from "./selector.js";

type Statement = Libsql.Statement;

/** The journal's part for queues and placements. */
export class QueueStore {
  readonly #db: Libsql.Database;
  readonly #putQueue: Statement;
  readonly #putPlacement: Statement;
  readonly #placement: Statement;
  readonly #queues: Selector;
  readonly #placements: Selector;

  constructor(db: Libsql.Database) {
    this.#db = db;
    this.#putQueue = db.prepare(
      `INSERT INTO queues (seq, id, region, name, is_live, row) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET is_live = excluded.is_live, row = excluded.row`,
    );
    // Takes the place of the same placement, or of a former one of its id.
    this.#putPlacement = db.prepare(
      `INSERT INTO placements (seq, id, region, queue_name, status, is_live, row) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET status = excluded.status, is_live = excluded.is_live, row = excluded.row
       ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, queue_name = excluded.queue_name, status = excluded.status,
         is_live = excluded.is_live, row = excluded.row`,
    );
    this.#placement = db.prepare("SELECT row FROM placements WHERE id = ?");
    this.#queues = new Selector(db, "queues", { isLive: "is_live = ?", region: "region = ?", name: "name = ?" });
    this.#placements = new Selector(db, "placements", {
      region: "region = ?",
      queueName: "queue_name = ?",
      status: "status = ?",
    });
  }

  load(): Pick<LiveRows, "queues" | "placements"> {
    const live = <Row>(table: string): readonly Row[] =>
      this.#db
        .prepare(`SELECT row FROM ${table} WHERE is_live = 1 ORDER BY seq`)
        .all()
        .map(read<Row>);
    return { queues: live<Queue>("queues"), placements: live<Placement>("placements") };
  }

  /** Within the journal's transaction. */
  put({ queues, placements }: Pick<Changes, "queues" | "placements">): void {
    for (const row of queues)
      this.#putQueue.run(row.seq, row.id, row.region, row.name, isLiveQueue(row) ? 1 : 0, JSON.stringify(row));
    for (const row of placements)
      this.#putPlacement.run(
        row.seq,
        row.id,
        row.region,
        row.queueName,
        row.status,
        isPending(row) ? 1 : 0,
        JSON.stringify(row),
      );
  }

  queues(query: QueueQuery, slice: Slice): Listed<Queue> {
    const { rows, total } = this.#queues.slice({ isLive: 1, ...query }, slice);
    return { rows: rows.map(read<Queue>), total };
  }

  placement(id: PlacementKey): Placement | undefined {
    const found = this.#placement.get(id);
    return found === undefined ? undefined : read<Placement>(found);
  }

  placements(query: PlacementQuery, page: Page): readonly Placement[] {
    return this.#placements.select({ ...query }, page).map(read<Placement>);
  }
}

const read = <Row>(found: unknown): Row => JSON.parse((found as { readonly row: string }).row) as Row;
