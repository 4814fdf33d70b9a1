import { describe, expect, test } from "vitest";
import type { StatisticsRow, Sums } from "../../src/model/index.js";
import { aStatisticsRow } from "../support/a-statistics-row.js";
import { jsonIn, refusalIn, useConsole } from "./use-console.js";

const MINUTE = 60_000;
const DAY = 86_400_000;
const FleetId = "fleet-1";

const row = (atMs: number, given: Partial<Sums<"fleet">> = {}) =>
  aStatisticsRow("fleet", FleetId, { atMs, samples: 1, ...given });

/** A console, and a day at whose noon it is asked. */
async function useMetrics(rows: (noonMs: number) => readonly StatisticsRow[] = () => []) {
  const api = await useConsole();
  const noonMs = Math.floor(api.clock.now() / DAY) * DAY + DAY / 2;
  api.statistics.record({
    rows: rows(noonMs),
    endedUses: [],
    begunUses: [],
    seenAtMs: noonMs,
    keptSinceMs: { minute: 0, hour: 0, day: 0 },
  });
  return {
    api,
    noonMs,
    metrics: async (body: object) => jsonIn<object>(await api.signed("/console/metrics", body)),
  };
}

describe("The metrics", () => {
  test("are the points of a fleet in a range, in the spelling of the wire", async () => {
    const { metrics, noonMs } = await useMetrics((noon) => [
      row(noon - MINUTE),
      row(noon, { activeProcesses: 4, availableSessions: 1, processesClosed: 2, memorySamples: 1, memoryBytes: 5_000 }),
      row(noon + 3 * MINUTE),
    ]);
    expect(await metrics({ FleetId, FromMs: noonMs, ToMs: noonMs + 3 * MINUTE })).toEqual({
      Resolution: "minute",
      StepMs: MINUTE,
      Points: [
        {
          AtMs: noonMs,
          ActivatingSessions: 0,
          ActiveSessions: 0,
          ActiveInstances: 0,
          IdleInstances: 0,
          IdleInstancesPercent: null,
          MaxInstances: 0,
          MinInstances: 0,
          DesiredInstances: 0,
          ActiveProcesses: 4,
          HealthyProcesses: 0,
          HealthyProcessesPercent: 0,
          ProcessesActivated: 0,
          ProcessesClosed: 2,
          ProcessesClosedAbnormally: 0,
          AvailableSessions: 1,
          AvailableSessionsPercent: 25,
          ActivePlayerSessions: 0,
          PlayerSessionActivations: 0,
          FailedInstances: 0,
          MemoryBytes: 5_000,
          CpuShare: null,
        },
      ],
    });
  });

  test("are those of an instance, and of a queue with the regions that it placed anything in", async () => {
    const { api, metrics, noonMs } = await useMetrics();
    await api.client.call("CreateGameServerSessionQueue", { Name: "ranked" });
    const { GameServerSessionQueues } = await api.client.call("DescribeGameServerSessionQueues", {});
    expect(GameServerSessionQueues).toMatchObject([{ Name: "ranked" }]);
    const [queue] = [...api.host.live().queues];
    api.statistics.record({
      rows: [
        aStatisticsRow("instance", "ins-1", { atMs: noonMs, samples: 2, loadSamples: 2, load: 3 }),
        aStatisticsRow("queue", queue!.id, { atMs: noonMs, samples: 1, depth: 2, waitedMs: 3_000, started: 5 }),
        aStatisticsRow("queueRegion", `${queue!.id}/ap-tokyo`, { atMs: noonMs, placements: 4 }),
      ],
      ...{ endedUses: [], begunUses: [], seenAtMs: noonMs, keptSinceMs: { minute: 0, hour: 0, day: 0 } },
    });
    const span = { FromMs: noonMs, ToMs: noonMs + MINUTE };
    expect(await metrics({ InstanceId: "ins-1", ...span })).toEqual({
      ...{ Resolution: "minute", StepMs: MINUTE },
      Points: [{ AtMs: noonMs, MemoryBytes: null, MemoryShare: null, CpuShare: null, Connections: null, Load: 1.5 }],
    });
    expect(await metrics({ QueueName: "ranked", Region: "ap-shanghai", ...span })).toMatchObject({
      Points: [{ AtMs: noonMs, Depth: 2, AverageWaitMs: 1_500, Started: 5, AverageTimeToPlaceMs: null }],
      Regions: [{ Region: "ap-tokyo", Points: [{ AtMs: noonMs, Placements: 4 }] }],
    });
  });

  test("are coarser the longer the span", async () => {
    const { metrics, noonMs } = await useMetrics((noon) => [
      row(noon, { activeSessions: 1 }),
      row(noon + MINUTE, { activeSessions: 2 }),
    ]);
    expect(await metrics({ FleetId, FromMs: noonMs - DAY / 2, ToMs: noonMs + DAY / 2 })).toMatchObject({
      Resolution: "fiveMinutes",
      StepMs: 5 * MINUTE,
      Points: [{ AtMs: noonMs, ActiveSessions: 1.5 }],
    });
    expect(await metrics({ FleetId, FromMs: noonMs - 30 * DAY, ToMs: noonMs })).toEqual({
      Resolution: "hour",
      StepMs: 60 * MINUTE,
      Points: [],
    });
  });

  test("are for callers with keys only, who say what they want", async () => {
    const { api } = await useMetrics();
    const whole = { FleetId, FromMs: 0, ToMs: 1 };
    expect(refusalIn(await api.post("/console/metrics", whole))).toEqual([403, "AuthFailure.InvalidAuthorization"]);
    const refused = async (body: object) => refusalIn(await api.signed("/console/metrics", body));
    expect(await refused({ ...whole, FleetId: undefined })).toEqual([400, "MissingParameter"]);
    expect(await refused({ ...whole, InstanceId: "ins-1" })).toEqual([400, "InvalidParameter"]);
    const queue = { FromMs: 0, ToMs: 1, QueueName: "ranked" };
    expect(await refused(queue)).toEqual([400, "MissingParameter"]);
    expect(await refused({ ...queue, Region: "ap-shanghai" })).toEqual([400, "ResourceNotFound"]);
    expect(await refused({ ...whole, FromMs: undefined })).toEqual([400, "MissingParameter"]);
    expect(await refused({ ...whole, ToMs: "now" })).toEqual([400, "InvalidParameter"]);
    expect(await refused({ ...whole, ToMs: 1.5 })).toEqual([400, "InvalidParameter"]);
    expect(await refused({ ...whole, FromMs: 2 })).toEqual([400, "InvalidParameterValue"]);
  });

  test("wait until the host serves", async () => {
    const api = await useConsole({ api: { isReady: () => false } });
    const body = { FleetId, FromMs: 0, ToMs: 1 };
    expect(refusalIn(await api.signed("/console/metrics", body))).toEqual([503, "InternalError"]);
  });
});
