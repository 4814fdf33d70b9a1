import { expect, test } from "vitest";
import { aStatisticsRow } from "../support/a-statistics-row.js";
import { jsonIn, refusalIn, useConsole } from "./use-console.js";

const MINUTE = 60_000;
const path = "/console/scaling-preview";

const minute = (fleetId: string, atMs: number, activeSessions: number) =>
  aStatisticsRow("fleet", fleetId, { atMs, samples: 1, activeSessions, desiredInstances: 1 });

test("a preview tells what the fleet's policies, or another buffer, would have done over the last day", async () => {
  const api = await useConsole();
  const FleetId = await api.fleet();
  await api.client.call("UpdateFleetCapacity", { FleetId, MaxSize: 3, ScalingInterval: 3 });
  await api.client.call("PutScalingPolicy", { FleetId, Name: "buffer", TargetConfiguration: { TargetValue: 50 } });
  await api.client.call("PutScalingPolicy", {
    ...{ FleetId, Name: "custom", PolicyType: "RuleBased", MetricName: "AvailableCustomCount" },
    ...{ ComparisonOperator: "<", Threshold: 1, EvaluationPeriods: 1 },
    ...{ ScalingAdjustmentType: "ExactCapacity", ScalingAdjustment: 1 },
  });
  const nowMs = Math.floor(api.clock.now() / MINUTE) * MINUTE;
  // Of two processes an instance.
  const sessions = [1, 2, 2, 7];
  api.statistics.record({
    rows: [
      minute(FleetId, nowMs - 2 * 24 * 60 * MINUTE, 9),
      ...sessions.map((count, index) => minute(FleetId, nowMs - (4 - index) * MINUTE, count)),
    ],
    ...{ endedUses: [], begunUses: [], seenAtMs: nowMs, keptSinceMs: { minute: 0, hour: 0, day: 0 } },
  });
  const point = (minutesAgo: number, Desired: number, Short = 0) => ({
    ...{ AtMs: nowMs - minutesAgo * MINUTE, Was: 1, Desired, Short },
  });
  expect(jsonIn(await api.signed(path, { FleetId }))).toEqual({
    Points: [point(4, 1), point(3, 2), point(2, 2), point(1, 2, 3)],
    LeftOut: ["custom"],
  });
  expect(jsonIn(await api.signed(path, { FleetId, TargetPercent: 80 }))).toMatchObject({
    Points: [point(4, 3), point(3, 3), point(2, 3), point(1, 3, 1)],
  });
});

test("a preview is for callers with keys only, who say of which fleet", async () => {
  const api = await useConsole();
  expect(refusalIn(await api.post(path, { FleetId: "fleet-1" }))).toEqual([403, "AuthFailure.InvalidAuthorization"]);
  expect(refusalIn(await api.signed(path, {}))).toEqual([400, "MissingParameter"]);
  expect(refusalIn(await api.signed(path, { FleetId: "fleet-1" }))).toEqual([400, "ResourceNotFound"]);
  expect(refusalIn(await api.signed(path, { FleetId: "fleet-1", TargetPercent: 100 }))).toEqual([
    ...[400, "InvalidParameterValue"],
  ]);
});
