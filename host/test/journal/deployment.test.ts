import { describe, expect, test } from "vitest";
import type { AssetId, FleetEventId, FleetId, InstanceId, ProcessId } from "../../src/model/index.js";
import type { Changes } from "../../src/ports/index.js";
import { aFleetEvent, aFleetRow, aLaunch, anAsset, anInstance } from "../support/a-fleet.js";
import { atMs, noChanges, noSeqs } from "../support/builders.js";
import { journals, reopenable } from "./journals.js";

const everything = { offset: 0, limit: 100 };
const fleet = (n: number, given: Parameters<typeof aFleetRow>[0] = {}) =>
  aFleetRow({ seq: n, id: `fleet-${String(n)}` as FleetId, ...given });
const event = (n: number, given: Parameters<typeof aFleetEvent>[0] = {}) =>
  aFleetEvent({ seq: n, id: `event-${String(n)}` as FleetEventId, atMs: atMs + n, ...given });

describe.each(Object.entries(journals))("%s, of what is deployed,", (_name, prepare) => {
  const useJournal = () => reopenable(prepare());

  test("gives back every field of what was committed, after it was closed and opened again", () => {
    const journal = useJournal();
    const rows: Changes = {
      ...noChanges,
      assets: [anAsset({ name: "聊天", tags: [{ key: "a", value: "b" }] })],
      fleets: [aFleetRow({ description: 'quotes " and \u0000 nul' })],
      instances: [anInstance({ isReserved: true })],
      launches: [aLaunch({ pid: null, startedAt: null, status: "STARTING" })],
      fleetEvents: [aFleetEvent({ log: "instances/ins-1/extract.log" })],
    };
    journal.now.commit(rows);
    const again = journal.reopen();
    const { fleetEvents, ...live } = rows;
    const lastSeq = { ...noSeqs, assets: 1, fleets: 1, instances: 1, fleetEvents: 1 };
    expect(again.load(() => 0)).toEqual({ ...live, lastSeq, recentCreations: [] });
    expect(again.fleetEvents({ fleetId: aFleetRow().id }, everything)).toEqual({ rows: fleetEvents, total: 1 });
    again.close();
  });

  test("keeps what has ended as history: found by its id, in no list, not live", () => {
    const { now } = useJournal();
    now.commit({
      ...noChanges,
      assets: [anAsset()],
      fleets: [aFleetRow()],
      instances: [anInstance()],
      launches: [aLaunch()],
    });
    const ended = { deletedAtMs: atMs, terminatedAtMs: atMs, status: "TERMINATED" } as const;
    now.commit({
      ...noChanges,
      assets: [anAsset({ deletedAtMs: atMs })],
      fleets: [aFleetRow({ status: "TERMINATED", terminatedAtMs: atMs })],
      instances: [anInstance({ status: "TERMINATED", terminatedAtMs: atMs })],
      launches: [aLaunch({ status: "EXITED" })],
    });
    expect(now.load(() => 0)).toMatchObject({ assets: [], fleets: [], instances: [], launches: [] });
    expect(now.asset(anAsset().id)?.deletedAtMs).toBe(ended.deletedAtMs);
    expect(now.fleet(aFleetRow().id)?.status).toBe(ended.status);
    expect(now.instance(anInstance().id)?.terminatedAtMs).toBe(ended.terminatedAtMs);
    for (const list of [now.assets({}, everything), now.fleets({}, everything), now.instances({}, everything)])
      expect(list).toEqual({ rows: [], total: 0 });
    expect(now.asset("none" as AssetId)).toBeUndefined();
    now.close();
  });

  test("lists the newest first, a slice at a time, with the number in all", () => {
    const { now } = useJournal();
    now.commit({ ...noChanges, fleets: [1, 2, 3, 4, 5].map((n) => fleet(n)) });
    const seqs = (offset: number, limit: number) => now.fleets({}, { offset, limit }).rows.map(({ seq }) => seq);
    expect([seqs(0, 2), seqs(2, 2), seqs(4, 2), seqs(6, 2), seqs(0, 0)]).toEqual([[5, 4], [3, 2], [1], [], []]);
    expect(now.fleets({}, { offset: 4, limit: 2 }).total).toBe(5);
    now.close();
  });

  test("finds by region, asset, fleet and address", () => {
    const { now } = useJournal();
    const tokyo = "ap-tokyo";
    const other = "asset-2" as AssetId;
    now.commit({
      ...noChanges,
      assets: [anAsset(), anAsset({ seq: 2, id: other, region: tokyo })],
      fleets: [fleet(1), fleet(2, { region: tokyo, assetId: other }), fleet(3, { region: tokyo })],
      instances: [
        anInstance({ fleetId: fleet(1).id }),
        anInstance({ seq: 2, id: "ins-2" as InstanceId, fleetId: fleet(2).id, ipAddress: "10.0.0.2" }),
      ],
      launches: [aLaunch(), aLaunch({ id: "process-2" as ProcessId })],
    });
    expect(now.assets({ region: tokyo }, everything).rows.map(({ id }) => id)).toEqual([other]);
    expect(now.fleets({ region: tokyo }, everything).total).toBe(2);
    expect(now.fleets({ region: tokyo, assetId: other }, everything).rows.map(({ seq }) => seq)).toEqual([2]);
    expect(now.instances({ fleetId: fleet(2).id }, everything).rows.map(({ id }) => id)).toEqual(["ins-2"]);
    expect(now.instances({ ipAddress: "127.0.0.1" }, everything).rows.map(({ id }) => id)).toEqual(["ins-1"]);
    expect(now.instances({ fleetId: fleet(2).id, ipAddress: "127.0.0.1" }, everything).total).toBe(0);
    now.close();
  });

  test("finds a fleet's events by code and by time, both ends included", () => {
    const { now } = useJournal();
    const code = "FLEET_SCALING_EVENT";
    const elsewhere = event(5, { fleetId: fleet(2).id });
    now.commit({ ...noChanges, fleetEvents: [event(1), event(2, { code }), event(3, { code }), event(4), elsewhere] });
    const { id: fleetId } = aFleetRow();
    const found = (query: object) => now.fleetEvents({ fleetId, ...query }, everything).rows.map(({ seq }) => seq);
    expect(found({})).toEqual([4, 3, 2, 1]);
    expect(found({ code })).toEqual([3, 2]);
    expect(found({ fromMs: atMs + 2, toMs: atMs + 3 })).toEqual([3, 2]);
    expect(found({ code, toMs: atMs + 2 })).toEqual([2]);
    now.close();
  });
});
