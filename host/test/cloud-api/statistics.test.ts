import { describe, expect, test } from "vitest";
import { SqliteJournal } from "../../src/journal/index.js";
import { StatisticsKeeper } from "../../src/statistics/index.js";
import { textLike } from "../support/text-like.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { facts } from "./support/catalogue.js";
import { refusal } from "./support/refusal.js";
import { useCloudApi, type CloudApi } from "./support/use-cloud-api.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const noon = Date.UTC(2026, 5, 1, 12);

/** A cloud API whose host is looked at every minute, from noon on. */
async function useStatisticsApi(): Promise<CloudApi> {
  const clock = useManualClock(noon);
  const journal = new SqliteJournal(useTempDir());
  const statistics = new StatisticsKeeper({
    clock,
    store: journal.statistics,
    reads: { fleet: (id) => api.host.reads.fleet(id), instance: (id) => api.host.reads.instance(id) },
    host: () => api.host,
    usageOf: () => undefined,
    machine: () => ({ memoryBytes: 1, load: undefined, connections: undefined }),
    processors: 1,
    onFault: (doing, error) => {
      throw new Error(doing, { cause: error });
    },
  });
  const api: CloudApi = await useCloudApi({ clock, api: { statistics } });
  api.host.onEvent((event) => {
    statistics.onEvent(event);
  });
  statistics.start();
  return api;
}

const fieldsOf = (structure: string) => facts.structures[structure]!.fields.map(({ name }) => name).sort();

describe("DescribeFleetStatisticDetails", () => {
  test("lists how long each instance was used in a range, newest first", async () => {
    const api = await useStatisticsApi();
    const FleetId = await api.fleet();
    await api.clock.advance(10 * MINUTE);
    const other = await api.fleet();
    await api.clock.advance(20 * MINUTE);
    const range = { BeginTime: "2026-06-01 12:05:00", EndTime: "2026-06-01 12:25:00" };
    const { DetailList, TotalCount, TimeType } = await api.client.call("DescribeFleetStatisticDetails", range);
    expect(DetailList).toEqual([
      {
        FleetId: other,
        InstanceId: textLike(/^ins-\w{8}$/),
        InstanceIP: "127.0.0.1",
        BeginTime: "2026-06-01T12:10:00Z",
        EndTime: "2026-06-01T12:25:00Z",
        TotalUsedTimeSeconds: "900",
        TotalUsedFlowMegaBytes: 0,
      },
      {
        FleetId,
        InstanceId: textLike(/^ins-\w{8}$/),
        InstanceIP: "127.0.0.1",
        BeginTime: "2026-06-01T12:05:00Z",
        EndTime: "2026-06-01T12:25:00Z",
        TotalUsedTimeSeconds: "1200",
        TotalUsedFlowMegaBytes: 0,
      },
    ]);
    expect([TotalCount, TimeType]).toEqual([2, "HOUR"]);
    expect(Object.keys(DetailList[0]!).sort()).toEqual(fieldsOf("FleetStatisticDetail"));
  });

  test("tells the last day of one fleet, a part at a time, without an end where the use goes on", async () => {
    const api = await useStatisticsApi();
    const FleetId = await api.fleet();
    await api.fleet();
    await api.clock.advance(MINUTE);
    const ofFleet = await api.client.call("DescribeFleetStatisticDetails", { FleetId });
    expect(ofFleet).toMatchObject({
      DetailList: [{ FleetId, BeginTime: "2026-06-01T12:00:00Z", EndTime: null, TotalUsedTimeSeconds: "60" }],
      TotalCount: 1,
    });
    const { DetailList, TotalCount } = await api.client.call("DescribeFleetStatisticDetails", { Limit: 1, Offset: 1 });
    expect([DetailList, TotalCount]).toEqual([ofFleet.DetailList, 2]);
    const longRange = await api.client.call("DescribeFleetStatisticDetails", { BeginTime: "2026-01-01 00:00:00" });
    expect(longRange).toMatchObject({ TotalCount: 2, TimeType: "DAY" });
  });
});

describe("DescribeFleetStatisticFlows", () => {
  test("sums up the use of all instances by the hour, with traffic that nobody knows as 0", async () => {
    const api = await useStatisticsApi();
    await api.clock.advance(30 * MINUTE);
    await api.fleet();
    await api.fleet();
    await api.clock.advance(HOUR);
    const { UsedTimeList, UsedFlowList, TotalCount, TimeType } = await api.client.call(
      "DescribeFleetStatisticFlows",
      {},
    );
    expect(UsedTimeList).toEqual([
      { BeginTime: "2026-06-01T12:00:00Z", TotalUsedTimeSeconds: "3600" },
      { BeginTime: "2026-06-01T13:00:00Z", TotalUsedTimeSeconds: "3600" },
    ]);
    expect(UsedFlowList).toEqual([
      { BeginTime: "2026-06-01T12:00:00Z", TotalUsedFlowMegaBytes: 0 },
      { BeginTime: "2026-06-01T13:00:00Z", TotalUsedFlowMegaBytes: 0 },
    ]);
    expect([TotalCount, TimeType]).toEqual([2, "HOUR"]);
    const second = await api.client.call("DescribeFleetStatisticFlows", { Offset: 1, Limit: 1 });
    expect(second).toMatchObject({ UsedTimeList: [UsedTimeList[1]], UsedFlowList: [UsedFlowList[1]], TotalCount: 2 });
  });

  test("goes by days for more than two of them", async () => {
    const api = await useStatisticsApi();
    const FleetId = await api.fleet();
    await api.clock.advance(HOUR);
    const range = { BeginTime: "2026-05-01 00:00:00", EndTime: "2026-07-01 00:00:00" };
    expect(await api.client.call("DescribeFleetStatisticFlows", { FleetId, ...range })).toMatchObject({
      UsedTimeList: [{ BeginTime: "2026-06-01T00:00:00Z", TotalUsedTimeSeconds: "3600" }],
      TotalCount: 1,
      TimeType: "DAY",
    });
  });
});

describe("DescribeFleetStatisticSummary", () => {
  test("sums up all", async () => {
    const api = await useStatisticsApi();
    const FleetId = await api.fleet();
    await api.clock.advance(30 * MINUTE);
    await api.fleet();
    await api.clock.advance(30 * MINUTE);
    const summary = await api.client.call("DescribeFleetStatisticSummary", {});
    expect(summary).toMatchObject({ TotalUsedTimeSeconds: "5400", TotalUsedFlowMegaBytes: 0 });
    expect(await api.client.call("DescribeFleetStatisticSummary", { FleetId })).toMatchObject({
      TotalUsedTimeSeconds: "3600",
    });
    expect(
      await api.client.call("DescribeFleetStatisticSummary", { FleetId, EndTime: "2026-06-01 12:00:30" }),
    ).toMatchObject({ TotalUsedTimeSeconds: "30" });
  });

  test("is 0 for a fleet without any use", async () => {
    const api = await useStatisticsApi();
    const FleetId = await api.fleet();
    const before = { FleetId, EndTime: "2026-06-01 11:00:00" };
    expect(await api.client.call("DescribeFleetStatisticSummary", before)).toMatchObject({
      TotalUsedTimeSeconds: "0",
      TotalUsedFlowMegaBytes: 0,
    });
    const { DetailList, TotalCount } = await api.client.call("DescribeFleetStatisticDetails", before);
    expect([DetailList, TotalCount]).toEqual([[], 0]);
  });
});

describe.each([
  "DescribeFleetStatisticDetails",
  "DescribeFleetStatisticFlows",
  "DescribeFleetStatisticSummary",
] as const)("%s", (action) => {
  test("refuses a fleet that nobody created, and a range that ends before it begins", async () => {
    const api = await useStatisticsApi();
    expect(await refusal(api, action, { FleetId: "fleet-none" })).toMatchObject({
      code: "ResourceNotFound",
      message: textLike(/there is no fleet "fleet-none"/),
    });
    const range = { BeginTime: "2026-06-01 12:00:01", EndTime: "2026-06-01 12:00:00" };
    expect(await refusal(api, action, range)).toMatchObject({
      code: "InvalidParameterValue",
      message: textLike(/"EndTime" is "2026-06-01 12:00:00", which is before the BeginTime "2026-06-01 12:00:01"/),
    });
    expect(await refusal(api, action, { BeginTime: "2026-13-01 12:00:00" })).toMatchObject({
      code: "InvalidParameterValue",
    });
  });

  test("is not served where no statistics are kept", async () => {
    const api = await useCloudApi();
    expect(await refusal(api, action, {})).toMatchObject({
      code: "UnsupportedOperation",
      message: textLike(/keeps no statistics/),
    });
  });
});
