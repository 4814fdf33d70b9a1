import { describe, expect, test } from "vitest";
import type { ActionTypes } from "../../src/client/index.js";
import { textLike } from "../support/text-like.js";
import { settled, useManualClock } from "../support/use-manual-clock.js";
import { useCloudApi } from "./support/use-cloud-api.js";
import { useTencentSdk } from "./support/use-tencent-sdk.js";

type TimerRequest = NonNullable<ActionTypes["PutTimerScalingPolicy"]["request"]["TimerScalingPolicy"]>;

const MINUTE_MS = 60_000;

/** A fleet with ten processes on each of its 0 to 3 instances, as in GSE's tutorial. */
async function useScaledFleet() {
  const api = await useCloudApi();
  const { client, clock } = api;
  const FleetId = await api.fleet({
    RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: "server", ConcurrentExecutions: 10 }] },
  });
  await client.call("UpdateFleetCapacity", { FleetId, MinSize: 0, MaxSize: 3, ScalingInterval: 3 });
  return {
    ...api,
    FleetId,
    sdk: useTencentSdk(api.address),
    counts: async () => {
      const { FleetCapacity } = await client.call("DescribeFleetCapacity", { FleetIds: [FleetId] });
      return FleetCapacity[0]?.InstanceCounts;
    },
    minutes: async (count: number) => {
      for (let passed = 0; passed < count; passed++) {
        await clock.advance(MINUTE_MS);
        await api.launchedAreReady();
      }
    },
    play: async (count: number) => {
      for (let made = 0; made < count; made++)
        await client.call("CreateGameServerSession", { FleetId, MaximumPlayerSessionCount: 1 });
      await settled();
    },
    events: async () => {
      const { Events } = await client.call("DescribeFleetEvents", { FleetId, EventCode: "FLEET_SCALING_EVENT" });
      return Events.map(({ Message }) => Message);
    },
  };
}

const timer = (FleetId: string, given: Partial<TimerRequest> = {}): TimerRequest => ({
  TimerName: "evening",
  TimerFleetCapacity: { FleetId, MinSize: 2, MaxSize: 3, DesiredInstances: 2, ScalingType: 1 },
  TimerConfiguration: { TimerType: 1, BeginTime: "2030-01-01T20:00:00+08:00" },
  ...given,
});

describe("automatic scaling over the cloud API", () => {
  test("has Tencent's own client play GSE's tutorial", async () => {
    const { sdk, FleetId, counts, minutes, play, events } = await useScaledFleet();
    await sdk.StartFleetActions({ FleetId, Actions: ["AUTO_SCALING"] });
    expect((await sdk.DescribeFleetAttributes({ FleetIds: [FleetId] })).FleetAttributes[0]?.StoppedActions).toEqual([]);
    const put = await sdk.PutScalingPolicy({
      FleetId,
      Name: "buffer",
      PolicyType: "TargetBased",
      MetricName: "PercentAvailableGameServerSessions",
      TargetConfiguration: { TargetValue: 30 },
    });
    expect(put.Name).toBe("buffer");
    await play(7);
    await minutes(2);
    expect(await counts()).toMatchObject({ Active: 1, Desired: 1 });
    await play(1);
    await minutes(1);
    expect(await counts()).toMatchObject({ Active: 2, Desired: 2, Idle: 1, MiniNum: 0, MaxiNum: 3 });
    expect((await events())[0]).toMatch(
      /8 of 10 sessions are taken, 20 % are free, so 2 instances are wanted. Desired instances: 2, 1 before/,
    );
    await sdk.StopFleetActions({ FleetId, Actions: ["AUTO_SCALING"] });
    expect((await sdk.DescribeFleetAttributes({ FleetIds: [FleetId] })).FleetAttributes[0]?.StoppedActions).toEqual([
      "AUTO_SCALING",
    ]);
  });

  test("refuses a fleet that nobody made", async () => {
    const { client } = await useCloudApi();
    const FleetId = "fleet-1-none";
    for (const action of ["StartFleetActions", "StopFleetActions", "DeleteScalingPolicy"] as const)
      await expect(client.call(action, { FleetId })).rejects.toMatchObject({ code: "ResourceNotFound" });
    await expect(client.call("DescribeScalingPolicies", { FleetId })).rejects.toMatchObject({
      code: "ResourceNotFound",
    });
  });
});

describe("scaling policies over the cloud API", () => {
  test("are listed as they were put, numbers as texts, by fleet or by region", async () => {
    const { client, fleet, FleetId } = await useScaledFleet();
    const other = await fleet();
    await client.call("PutScalingPolicy", { FleetId, Name: "buffer", TargetConfiguration: { TargetValue: 30 } });
    const rule = {
      MetricName: "PercentIdleInstances",
      ComparisonOperator: ">=",
      Threshold: 12.5,
      EvaluationPeriods: 3,
      ScalingAdjustmentType: "PercentChangeInCapacity",
      ScalingAdjustment: -20,
    } as const;
    await client.call("PutScalingPolicy", { FleetId, Name: "calm", PolicyType: "RuleBased", ...rule });
    await client.call("PutScalingPolicy", { FleetId: other, Name: "calm", ...rule });
    const { ScalingPolicies, TotalCount } = await client.call("DescribeScalingPolicies", {
      FleetId,
      StatusFilter: "ACTIVE",
    });
    expect(TotalCount).toBe(2);
    expect(ScalingPolicies).toEqual([
      {
        FleetId,
        Name: "buffer",
        Status: "ACTIVE",
        ScalingAdjustment: "",
        ScalingAdjustmentType: "",
        ComparisonOperator: "",
        Threshold: "",
        EvaluationPeriods: "",
        MetricName: "PercentAvailableGameSessions",
        PolicyType: "TargetBased",
        TargetConfiguration: { TargetValue: 30 },
      },
      {
        FleetId,
        Name: "calm",
        Status: "ACTIVE",
        ScalingAdjustment: "-20",
        ScalingAdjustmentType: "PercentChangeInCapacity",
        ComparisonOperator: ">=",
        Threshold: "12.5",
        EvaluationPeriods: "3",
        MetricName: "PercentIdleInstances",
        PolicyType: "RuleBased",
        TargetConfiguration: {},
      },
    ]);
    expect(await client.call("DescribeScalingPolicies", { Offset: 1, Limit: 1 })).toMatchObject({
      TotalCount: 3,
      ScalingPolicies: [{ Name: "buffer" }],
    });
    await client.call("DeleteScalingPolicy", { FleetId, Name: "calm" });
    await expect(client.call("DeleteScalingPolicy", { FleetId, Name: "calm" })).rejects.toMatchObject({
      code: "ResourceNotFound",
    });
    await client.call("DeleteScalingPolicy", { FleetId });
    expect(await client.call("DescribeScalingPolicies", {})).toMatchObject({
      TotalCount: 1,
      ScalingPolicies: [{ FleetId: other }],
    });
  });

  const rule = {
    MetricName: "IdleInstances",
    ComparisonOperator: ">",
    Threshold: 1,
    EvaluationPeriods: 1,
    ScalingAdjustmentType: "ChangeInCapacity",
    ScalingAdjustment: 1,
  } as const;
  test.each<[string, Partial<ActionTypes["PutScalingPolicy"]["request"]>, string]>([
    ["InvalidParameter", { ...rule }, '"Name" is missing'],
    ["InvalidParameter", { Name: "p", PolicyType: "TargetBased" }, '"TargetConfiguration.TargetValue" is missing'],
    [
      "InvalidParameterValue",
      { Name: "p", TargetConfiguration: { TargetValue: 100 } },
      '"TargetConfiguration.TargetValue" is 100; give 1 to 99',
    ],
    [
      "InvalidParameterValue",
      { Name: "p", MetricName: "IdleInstances", TargetConfiguration: { TargetValue: 9 } },
      '"MetricName" is "IdleInstances"',
    ],
    ["InvalidParameter", { Name: "p", ...rule, MetricName: undefined }, '"MetricName" is missing'],
    ["InvalidParameter", { Name: "p", ...rule, ComparisonOperator: undefined }, '"ComparisonOperator" is missing'],
    ["InvalidParameter", { Name: "p", ...rule, Threshold: undefined }, '"Threshold" is missing'],
    ["InvalidParameter", { Name: "p", ...rule, ScalingAdjustment: undefined }, '"ScalingAdjustment" is missing'],
    ["InvalidParameterValue", { Name: "p", ...rule, EvaluationPeriods: 0 }, '"EvaluationPeriods" is 0; give 1 to 1440'],
    [
      "InvalidParameterValue",
      { Name: "p", ...rule, ScalingAdjustmentType: "PercentChangeInCapacity", ScalingAdjustment: 100 },
      "-99 to 99",
    ],
    [
      "InvalidParameterValue",
      { Name: "p", ...rule, ScalingAdjustmentType: "ExactCapacity", ScalingAdjustment: -1 },
      "0 or more",
    ],
    [
      "LimitExceeded",
      { Name: "p", TargetConfiguration: { TargetValue: 9 } },
      'one target-based policy at most, and it has "buffer"',
    ],
  ])("are refused as %s with %j", async (code, request, message) => {
    const { client, FleetId } = await useScaledFleet();
    await client.call("PutScalingPolicy", { FleetId, Name: "buffer", TargetConfiguration: { TargetValue: 30 } });
    await expect(client.call("PutScalingPolicy", { FleetId, ...request })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe("timers over the cloud API", () => {
  test("change a fleet when their time comes, and tell how they stand", async () => {
    const { client, clock, FleetId, counts, minutes, events } = await useScaledFleet();
    const beginMs = Math.ceil(clock.now() / MINUTE_MS + 5) * MINUTE_MS;
    const BeginTime = new Date(beginMs).toISOString();
    await client.call("PutTimerScalingPolicy", {
      TimerScalingPolicy: timer(FleetId, { TimerConfiguration: { TimerType: 1, BeginTime } }),
    });
    const shown = async () => (await client.call("DescribeTimerScalingPolicies", { FleetId })).TimerScalingPolicies[0];
    expect(await shown()).toEqual({
      TimerId: textLike(/^timerId-[\da-f]{8}$/),
      TimerName: "evening",
      TimerStatus: 1,
      TimerFleetCapacity: { FleetId, DesiredInstances: 2, MinSize: 2, MaxSize: 3, ScalingType: 1 },
      TimerConfiguration: { TimerType: 1, TimerValue: {}, BeginTime, EndTime: null },
    });
    await minutes(4);
    expect(await counts()).toMatchObject({ Desired: 1, MiniNum: 0 });
    await minutes(2);
    expect(await counts()).toMatchObject({ Active: 2, Desired: 2, MiniNum: 2, MaxiNum: 3 });
    expect((await events())[0]).toBe(
      `Timer "evening" of ${BeginTime} ran, manual scaling. Desired instances: 2, 1 before; at least 2, at most 3.`,
    );
    expect(await shown()).toMatchObject({ TimerStatus: 4 });
  });

  test("run on the days of the zone that BeginTime names, and are shown in it", async () => {
    const clock = useManualClock(Date.UTC(2026, 0, 30, 12));
    const api = await useCloudApi({ clock });
    const FleetId = await api.fleet();
    await api.client.call("PutTimerScalingPolicy", {
      TimerScalingPolicy: timer(FleetId, {
        TimerFleetCapacity: { FleetId, DesiredInstances: 0, ScalingType: 1 },
        // Saturday morning in Shanghai, Friday evening in UTC.
        TimerConfiguration: {
          TimerType: 4,
          TimerValue: { WeekDays: [6] },
          BeginTime: "2026-01-31T04:00:00+08:00",
          EndTime: "2026-12-31 00:00:00",
        },
      }),
    });
    const shown = await api.client.call("DescribeTimerScalingPolicies", { FleetId });
    expect(shown.TimerScalingPolicies[0]?.TimerConfiguration).toEqual({
      TimerType: 4,
      TimerValue: { WeekDays: [6] },
      BeginTime: "2026-01-31T04:00:00.000+08:00",
      EndTime: "2026-12-31T08:00:00.000+08:00",
    });
    await clock.advance(8 * 3_600_000);
    const { FleetCapacity } = await api.client.call("DescribeFleetCapacity", { FleetIds: [FleetId] });
    expect(FleetCapacity[0]?.InstanceCounts).toMatchObject({ Desired: 0 });
  });

  test("take GSE's names for the kinds, as its samples write them", async () => {
    const { client, sdk, FleetId } = await useScaledFleet();
    await sdk.PutTimerScalingPolicy({
      TimerScalingPolicy: timer(FleetId, {
        TimerFleetCapacity: {
          FleetId,
          ScalingType: "ScalingTypeAuto" as never,
          TargetConfiguration: { TargetValue: 40 },
        },
        TimerConfiguration: {
          TimerType: "TimerTypeDay" as never,
          TimerValue: { Day: 2 },
          BeginTime: "2030-01-01T20:00:00.000Z",
        },
      }) as never,
    });
    const { TimerScalingPolicies } = await client.call("DescribeTimerScalingPolicies", {});
    expect(TimerScalingPolicies).toMatchObject([
      {
        TimerFleetCapacity: { ScalingType: 2, TargetConfiguration: { TargetValue: 40 } },
        TimerConfiguration: { TimerType: 2, TimerValue: { Day: 2 } },
      },
    ]);
  });

  test("are listed by fleet, name and time, changed by their id, and deleted by id or name", async () => {
    const { client, FleetId } = await useScaledFleet();
    const at = (year: number) =>
      ({
        TimerType: 1,
        BeginTime: `${String(year)}-01-01T00:00:00Z`,
        EndTime: `${String(year)}-06-01T00:00:00Z`,
      }) as const;
    for (const year of [2030, 2031, 2032])
      await client.call("PutTimerScalingPolicy", {
        TimerScalingPolicy: timer(FleetId, { TimerName: `of ${String(year)}`, TimerConfiguration: at(year) }),
      });
    const names = async (request: ActionTypes["DescribeTimerScalingPolicies"]["request"]) => {
      const { TimerScalingPolicies, TotalCount } = await client.call("DescribeTimerScalingPolicies", request);
      return [TotalCount, ...TimerScalingPolicies.map(({ TimerName }) => TimerName)];
    };
    expect(await names({ FleetId })).toEqual([3, "of 2030", "of 2031", "of 2032"]);
    expect(await names({ TimerName: "of 2031" })).toEqual([1, "of 2031"]);
    expect(await names({ BeginTime: "2030-05-01T00:00:00Z", EndTime: "2031-02-01 00:00:00" })).toEqual([
      2,
      "of 2030",
      "of 2031",
    ]);
    expect(await names({ Offset: 1, Limit: 1 })).toEqual([3, "of 2031"]);
    const { TimerScalingPolicies } = await client.call("DescribeTimerScalingPolicies", { TimerName: "of 2031" });
    const TimerId = TimerScalingPolicies[0]?.TimerId ?? "";
    await client.call("PutTimerScalingPolicy", {
      TimerScalingPolicy: timer(FleetId, { TimerId, TimerName: "stopped", TimerStatus: 3 }),
    });
    expect(
      (await client.call("DescribeTimerScalingPolicies", { TimerName: "stopped" })).TimerScalingPolicies,
    ).toMatchObject([{ TimerId, TimerStatus: 3 }]);
    await client.call("DeleteTimerScalingPolicy", { TimerId });
    await client.call("DeleteTimerScalingPolicy", { FleetId, TimerName: "of 2030" });
    expect(await names({})).toEqual([1, "of 2032"]);
    await expect(client.call("DeleteTimerScalingPolicy", { TimerId })).rejects.toMatchObject({
      code: "ResourceNotFound",
    });
    await expect(client.call("DeleteTimerScalingPolicy", { FleetId })).rejects.toMatchObject({
      code: "InvalidParameter",
      message: textLike(/"TimerId" is missing: give it, or FleetId and TimerName together/),
    });
  });

  test.each<[string, (fleetId: string) => Partial<TimerRequest> | undefined, string]>([
    ["MissingParameter", () => ({ TimerName: undefined }), '"TimerName" is missing'],
    [
      "MissingParameter",
      () => ({ TimerFleetCapacity: { DesiredInstances: 1 } }),
      '"TimerFleetCapacity.FleetId" is missing',
    ],
    ["MissingParameter", () => ({ TimerConfiguration: { TimerType: 1 } }), '"TimerConfiguration.BeginTime" is missing'],
    [
      "MissingParameter",
      () => ({ TimerConfiguration: { BeginTime: "2030-01-01T00:00:00Z" } }),
      '"TimerConfiguration.TimerType" is missing',
    ],
    [
      "MissingParameter",
      (FleetId) => ({ TimerFleetCapacity: { FleetId, ScalingType: 1 } }),
      "a manual timer needs DesiredInstances",
    ],
    [
      "InvalidParameterValue",
      () => ({ TimerConfiguration: { TimerType: 1, BeginTime: "tomorrow" } }),
      '"TimerConfiguration.BeginTime" is "tomorrow"',
    ],
    [
      "InvalidParameterValue",
      () => ({ TimerConfiguration: { TimerType: 1, BeginTime: "2020-01-01T00:00:00Z" } }),
      "it would never run",
    ],
    [
      "InvalidParameterValue",
      () => ({
        TimerConfiguration: { TimerType: 3, TimerValue: { FromDay: 9, ToDay: 8 }, BeginTime: "2030-01-01T00:00:00Z" },
      }),
      '"TimerConfiguration.TimerValue.ToDay" is 8',
    ],
    [
      "MissingParameter",
      () => ({ TimerConfiguration: { TimerType: 4, BeginTime: "2030-01-01T00:00:00Z" } }),
      "WeekDays",
    ],
    ["InvalidParameterValue", (FleetId) => ({ TimerFleetCapacity: { FleetId, ScalingInterval: 31 } }), "give 1 to 30"],
    [
      "InvalidParameterValue",
      (FleetId) => ({ TimerFleetCapacity: { FleetId, MinSize: 3, MaxSize: 2 } }),
      "MinSize 3 is above MaxSize 2",
    ],
    [
      "InvalidParameterValue",
      (FleetId) => ({ TimerFleetCapacity: { FleetId, DesiredInstances: 9, ScalingType: 1 } }),
      "DesiredInstances 9 is not within",
    ],
    [
      "LimitExceeded.InstanceLimitExceeded",
      (FleetId) => ({ TimerFleetCapacity: { FleetId, MaxSize: 99 } }),
      "99 instances",
    ],
    ["ResourceNotFound", () => ({ TimerId: "timerId-none" }), 'it has no timer "timerId-none"'],
    ["ResourceNotFound", () => ({ TimerFleetCapacity: { FleetId: "fleet-none" } }), "there is no such fleet"],
  ])("are refused as %s", async (code, given, message) => {
    const { client, FleetId } = await useScaledFleet();
    await expect(
      client.call("PutTimerScalingPolicy", { TimerScalingPolicy: timer(FleetId, given(FleetId)) }),
    ).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});
