import type Libsql from "libsql";
import {
  isLiveAlias,
  isLiveFleet,
  isLiveInstance,
  isLiveLaunch,
  isUsable,
  type Alias,
  type AliasId,
  type Asset,
  type AssetId,
  type Fleet,
  type FleetEvent,
  type FleetId,
  type Instance,
  type InstanceId,
  type Launch,
} from "../model/index.js";
import type {
  AliasQuery,
  AssetQuery,
  Changes,
  FleetEventQuery,
  FleetQuery,
  InstanceQuery,
  Listed,
  LiveRows,
  Slice,
} from "../ports/index.js";
import { Selector, type SelectedSlice } from "./selector.js";

type Statement = Libsql.Statement;

/** The journal's part for aliases, assets, fleets, instances, launches and the history of fleets. */
export class DeploymentStore {
  readonly #db: Libsql.Database;
  readonly #putAlias: Statement;
  readonly #putAsset: Statement;
  readonly #putFleet: Statement;
  readonly #putInstance: Statement;
  readonly #putLaunch: Statement;
  readonly #putEvent: Statement;
  readonly #alias: Statement;
  readonly #asset: Statement;
  readonly #fleet: Statement;
  readonly #instance: Statement;
  readonly #aliases: Selector;
  readonly #assets: Selector;
  readonly #fleets: Selector;
  readonly #instances: Selector;
  readonly #events: Selector;

  constructor(db: Libsql.Database) {
    this.#db = db;
    this.#putAlias = db.prepare(
      `INSERT INTO aliases (seq, id, region, fleet_id, is_live, row) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET fleet_id = excluded.fleet_id, is_live = excluded.is_live, row = excluded.row`,
    );
    this.#putAsset = db.prepare(
      `INSERT INTO assets (seq, id, region, is_live, row) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET is_live = excluded.is_live, row = excluded.row`,
    );
    this.#putFleet = db.prepare(
      `INSERT INTO fleets (seq, id, region, asset_id, is_live, row) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET is_live = excluded.is_live, row = excluded.row`,
    );
    this.#putInstance = db.prepare(
      `INSERT INTO instances (seq, id, fleet_id, ip_address, is_live, row) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET is_live = excluded.is_live, row = excluded.row`,
    );
    this.#putLaunch = db.prepare(
      `INSERT INTO launches (id, is_live, row) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET is_live = excluded.is_live, row = excluded.row`,
    );
    this.#putEvent = db.prepare("INSERT INTO fleet_events (seq, fleet_id, code, at_ms, row) VALUES (?, ?, ?, ?, ?)");
    this.#alias = db.prepare("SELECT row FROM aliases WHERE id = ?");
    this.#asset = db.prepare("SELECT row FROM assets WHERE id = ?");
    this.#fleet = db.prepare("SELECT row FROM fleets WHERE id = ?");
    this.#instance = db.prepare("SELECT row FROM instances WHERE id = ?");
    this.#aliases = new Selector(db, "aliases", {
      isLive: "is_live = ?",
      region: "region = ?",
      fleetId: "fleet_id = ?",
    });
    this.#assets = new Selector(db, "assets", { isLive: "is_live = ?", region: "region = ?" });
    this.#fleets = new Selector(db, "fleets", { isLive: "is_live = ?", region: "region = ?", assetId: "asset_id = ?" });
    this.#instances = new Selector(db, "instances", {
      isLive: "is_live = ?",
      fleetId: "fleet_id = ?",
      ipAddress: "ip_address = ?",
    });
    this.#events = new Selector(db, "fleet_events", {
      fleetId: "fleet_id = ?",
      code: "code = ?",
      fromMs: "at_ms >= ?",
      toMs: "at_ms <= ?",
    });
  }

  load(): Pick<LiveRows, "aliases" | "assets" | "fleets" | "instances" | "launches"> {
    const live = <Row>(table: string): readonly Row[] =>
      rowsOf<Row>(
        this.#db
          .prepare(`SELECT row FROM ${table} WHERE is_live = 1 ORDER BY ${table === "launches" ? "id" : "seq"}`)
          .all(),
      );
    return {
      aliases: live<Alias>("aliases"),
      assets: live<Asset>("assets"),
      fleets: live<Fleet>("fleets"),
      instances: live<Instance>("instances"),
      launches: live<Launch>("launches"),
    };
  }

  /** Within the journal's transaction. */
  put(changes: Pick<Changes, "aliases" | "assets" | "fleets" | "instances" | "launches" | "fleetEvents">): void {
    for (const row of changes.aliases) {
      const fleetId = row.routing.type === "SIMPLE" ? (row.routing.fleetId ?? "") : "";
      this.#putAlias.run(row.seq, row.id, row.region, fleetId, flag(isLiveAlias(row)), JSON.stringify(row));
    }
    for (const row of changes.assets)
      this.#putAsset.run(row.seq, row.id, row.region, flag(isUsable(row)), JSON.stringify(row));
    for (const row of changes.fleets)
      this.#putFleet.run(row.seq, row.id, row.region, row.assetId, flag(isLiveFleet(row)), JSON.stringify(row));
    for (const row of changes.instances)
      this.#putInstance.run(
        row.seq,
        row.id,
        row.fleetId,
        row.ipAddress,
        flag(isLiveInstance(row)),
        JSON.stringify(row),
      );
    for (const row of changes.launches) this.#putLaunch.run(row.id, flag(isLiveLaunch(row)), JSON.stringify(row));
    for (const row of changes.fleetEvents)
      this.#putEvent.run(row.seq, row.fleetId, row.code, row.atMs, JSON.stringify(row));
  }

  alias(id: AliasId): Alias | undefined {
    return rowOf<Alias>(this.#alias.get(id));
  }

  aliases(query: AliasQuery, slice: Slice): Listed<Alias> {
    return listed<Alias>(this.#aliases.slice({ isLive: 1, ...query }, slice));
  }

  asset(id: AssetId): Asset | undefined {
    return rowOf<Asset>(this.#asset.get(id));
  }

  assets(query: AssetQuery, slice: Slice): Listed<Asset> {
    return listed<Asset>(this.#assets.slice({ isLive: 1, ...query }, slice));
  }

  fleet(id: FleetId): Fleet | undefined {
    return rowOf<Fleet>(this.#fleet.get(id));
  }

  fleets(query: FleetQuery, slice: Slice): Listed<Fleet> {
    return listed<Fleet>(this.#fleets.slice({ isLive: 1, ...query }, slice));
  }

  instance(id: InstanceId): Instance | undefined {
    return rowOf<Instance>(this.#instance.get(id));
  }

  instances(query: InstanceQuery, slice: Slice): Listed<Instance> {
    return listed<Instance>(this.#instances.slice({ isLive: 1, ...query }, slice));
  }

  fleetEvents(query: FleetEventQuery, slice: Slice): Listed<FleetEvent> {
    return listed<FleetEvent>(this.#events.slice({ ...query }, slice));
  }
}

const flag = (is: boolean): number => (is ? 1 : 0);

const rowOf = <Row>(found: unknown): Row | undefined =>
  found === undefined ? undefined : (JSON.parse((found as { row: string }).row) as Row);

const rowsOf = <Row>(found: unknown): readonly Row[] =>
  (found as readonly { row: string }[]).map(({ row }) => JSON.parse(row) as Row);

const listed = <Row>({ rows, total }: SelectedSlice): Listed<Row> => ({ rows: rowsOf<Row>(rows), total });
