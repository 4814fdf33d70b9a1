import { describe, expect, test } from "vitest";
import { textLike } from "../support/text-like.js";
import { refusal } from "./support/refusal.js";
import { useCloudApi } from "./support/use-cloud-api.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

describe("UpdateRuntimeConfiguration", () => {
  test("changes what is given, and launches by it", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const update = async (RuntimeConfiguration: object) =>
      (await sdk.UpdateRuntimeConfiguration({ FleetId, RuntimeConfiguration })).RuntimeConfiguration;
    expect(await update({ GameServerSessionActivationTimeoutSeconds: 15 })).toEqual({
      GameServerSessionActivationTimeoutSeconds: 15,
      MaxConcurrentGameServerSessionActivations: 0,
      ServerProcesses: [{ LaunchPath: "server", Parameters: "", ConcurrentExecutions: 2 }],
    });
    const entry = { LaunchPath: "server", Parameters: "-x 'a b'", ConcurrentExecutions: 3 };
    const read = await update({ ServerProcesses: [entry], MaxConcurrentGameServerSessionActivations: 1 });
    expect(read).toMatchObject({ GameServerSessionActivationTimeoutSeconds: 15, ServerProcesses: [entry] });
    await api.clock.advance(0);
    expect(api.machine.launched.map(({ parameters }) => parameters)).toEqual([
      "",
      "",
      "-x 'a b'",
      "-x 'a b'",
      "-x 'a b'",
    ]);
    // What was read can be sent back.
    await update({ MaxConcurrentGameServerSessionActivations: 0 });
    expect(await update((await sdk.DescribeRuntimeConfiguration({ FleetId })).RuntimeConfiguration!)).toMatchObject({
      MaxConcurrentGameServerSessionActivations: 0,
    });
  });

  test("refuses what makes no sense", async () => {
    const api = await useCloudApi();
    const FleetId = await api.fleet();
    const code = async (request: object) =>
      (await refusal(api, "UpdateRuntimeConfiguration", { FleetId, ...request })).code;
    expect(await code({})).toBe("MissingParameter");
    expect(await code({ RuntimeConfiguration: { ServerProcesses: [] } })).toBe("InvalidParameterValue");
    expect(await code({ RuntimeConfiguration: { ServerProcesses: [{}] } })).toBe("MissingParameter");
    expect(await code({ FleetId: "fleet-none", RuntimeConfiguration: {} })).toBe("ResourceNotFound");
    expect((await refusal(api, "DescribeRuntimeConfiguration", { FleetId: "fleet-none" })).code).toBe(
      "ResourceNotFound",
    );
  });
});

describe("UpdateFleetPortSettings", () => {
  test("adds and takes away exact rules", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const first = { Protocol: "TCP", FromPort: 7_000, ToPort: 7_999, IpRange: "0.0.0.0/0" };
    const second = { Protocol: "UDP", FromPort: 1_025, ToPort: 1_025, IpRange: "10.0.0.0/8" };
    const rules = async () => (await sdk.DescribeFleetPortSettings({ FleetId })).InboundPermissions;
    expect(await rules()).toEqual([first]);
    expect(await sdk.UpdateFleetPortSettings({ FleetId, InboundPermissionAuthorizations: [second] })).toMatchObject({
      FleetId,
    });
    expect(await rules()).toEqual([first, second]);
    await sdk.UpdateFleetPortSettings({
      FleetId,
      InboundPermissionRevocations: [first, { ...second, ToPort: 1_026 }],
    });
    expect(await rules()).toEqual([second]);
  });

  test.each<[string, object, string, RegExp]>([
    ["no rule at all", {}, "MissingParameter", /name no rule/],
    [
      "a port too low",
      added({ FromPort: 80 }),
      "InvalidParameterValue",
      /Authorizations\.0\.FromPort" is 80; give 1025 to 60000/,
    ],
    ["a port too high", added({ ToPort: 60_001 }), "InvalidParameterValue", /ToPort" is 60001/],
    ["a protocol that is none", added({ Protocol: "ICMP" }), "InvalidParameterValue", /"ICMP"; give "TCP" or "UDP"/],
    ["a rule without ports", added({ FromPort: undefined }), "MissingParameter", /Authorizations\.0\.FromPort/],
    ["a fleet that is none", { ...added({}), FleetId: "fleet-none" }, "ResourceNotFound", /fleet-none/],
  ])("refuses %s", async (_what, request, code, message) => {
    const api = await useCloudApi();
    const FleetId = await api.fleet();
    expect(await refusal(api, "UpdateFleetPortSettings", { FleetId, ...request })).toMatchObject({
      code,
      message: textLike(message),
    });
  });
});

function added(rule: object): object {
  return {
    InboundPermissionAuthorizations: [
      { Protocol: "TCP", FromPort: 7_000, ToPort: 7_999, IpRange: "0.0.0.0/0", ...rule },
    ],
  };
}

describe("UpdateFleetCapacity", () => {
  test("changes how many instances there are", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const capacity = async () => {
      const { FleetCapacity: rows, TotalCount } = await sdk.DescribeFleetCapacity({ FleetIds: [FleetId] });
      expect(TotalCount).toBe(1);
      return rows[0];
    };
    expect(await capacity()).toEqual({
      FleetId,
      InstanceType: "localhost",
      InstanceCounts: { Active: 1, Desired: 1, Idle: 1, MaxiNum: 1, MiniNum: 0, Pending: 0, Terminating: 0 },
      ScalingInterval: 10,
    });
    api.machine.onSetUp = () => undefined;
    expect(
      await sdk.UpdateFleetCapacity({ FleetId, DesiredInstances: 3, MinSize: 1, MaxSize: 4, ScalingInterval: 3 }),
    ).toMatchObject({ FleetId });
    expect(await capacity()).toMatchObject({
      InstanceCounts: { Active: 1, Desired: 3, MaxiNum: 4, MiniNum: 1, Pending: 2 },
      ScalingInterval: 3,
    });
    await api.client.call("CreateGameServerSession", { FleetId, MaximumPlayerSessionCount: 2 });
    expect(await capacity()).toMatchObject({ InstanceCounts: { Active: 1, Idle: 0 } });
    expect(await codeOf(sdk.DescribeFleetCapacity({ FleetIds: ["fleet-none"] }))).toBe("ResourceNotFound");
  });

  test("is refused beyond its bounds and the quotas", async () => {
    const api = await useCloudApi();
    const FleetId = await api.fleet();
    const code = async (request: object) => (await refusal(api, "UpdateFleetCapacity", { FleetId, ...request })).code;
    expect(await code({ DesiredInstances: 2 })).toBe("InvalidParameterValue");
    expect(await code({ MinSize: 3, MaxSize: 2 })).toBe("InvalidParameterValue");
    expect(await code({ ScalingInterval: 2 })).toBe("InvalidParameterValue");
    expect(await code({ MaxSize: 0 })).toBe("InvalidParameterValue");
    expect(await code({ MaxSize: 21 })).toBe("LimitExceeded.InstanceLimitExceeded");
    expect(await code({ FleetId: "fleet-none", MaxSize: 2 })).toBe("ResourceNotFound");
  });
});

describe("DescribeFleetUtilization", () => {
  test("counts processes, sessions and players", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const idle = await api.fleet({ Name: "idle" });
    await api.client.call("CreateGameServerSession", { FleetId, MaximumPlayerSessionCount: 7 });
    const { GameServerSession: session } = await api.client.call("CreateGameServerSession", {
      FleetId,
      MaximumPlayerSessionCount: 3,
    });
    const sessionId = session.GameServerSessionId as never;
    const pid = 1_001 + session.Port - 7_000;
    await api.say({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 });
    await api.client.call("JoinGameServerSession", { GameServerSessionId: sessionId, PlayerId: "ada" });
    const { FleetUtilization: rows, TotalCount } = await sdk.DescribeFleetUtilization({ FleetIds: [FleetId, idle] });
    expect(TotalCount).toBe(2);
    expect(rows).toEqual([
      {
        FleetId,
        ActiveGameServerSessionCount: 1,
        ActiveServerProcessCount: 2,
        CurrentPlayerSessionCount: 1,
        MaximumPlayerSessionCount: 10,
      },
      {
        FleetId: idle,
        ActiveGameServerSessionCount: 0,
        ActiveServerProcessCount: 2,
        CurrentPlayerSessionCount: 0,
        MaximumPlayerSessionCount: 0,
      },
    ]);
    expect(await codeOf(sdk.DescribeFleetUtilization({ FleetIds: ["fleet-none"] }))).toBe("ResourceNotFound");
  });
});

describe("DescribeFleetEvents", () => {
  test("tells a fleet's history, newest first, with the logs of its steps", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const { Events: events, TotalCount } = await sdk.DescribeFleetEvents({ FleetId });
    expect(TotalCount).toBe(events.length);
    expect(events.map(({ EventCode }) => EventCode).reverse()).toEqual([
      "FLEET_CREATED",
      "FLEET_STATE_DOWNLOADING",
      "FLEET_CREATION_EXTRACTING_BUILD",
      "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
      "FLEET_STATE_VALIDATING",
      "FLEET_STATE_BUILDING",
      "FLEET_STATE_ACTIVATING",
      "FLEET_STATE_ACTIVE",
    ]);
    expect(events[5]).toEqual({
      EventCode: "FLEET_CREATION_EXTRACTING_BUILD",
      EventId: textLike(/^event-\w{8}-\w{8}$/),
      EventTime: textLike(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
      Message: "Extracting Build.",
      PreSignedLogUrl: textLike(new RegExp(`^http://${api.address}/logs/extract.log\\?expires=\\d+&signature=`)),
      ResourceId: FleetId,
    });
    expect(events[0]).toMatchObject({ PreSignedLogUrl: "" });
  });

  test("gives the part, the code and the time that were asked for", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const createdAt = (await sdk.DescribeFleetEvents({ FleetId })).Events[0]!.EventTime;
    await api.clock.advance(10_000);
    await sdk.UpdateFleetCapacity({ FleetId, MaxSize: 2 });
    const codes = async (request: object) => {
      const { Events: events, TotalCount } = await sdk.DescribeFleetEvents({ FleetId, ...request });
      return [TotalCount, ...events.map(({ EventCode }) => EventCode)];
    };
    expect(await codes({ Limit: 2 })).toEqual([9, "FLEET_SCALING_EVENT", "FLEET_STATE_ACTIVE"]);
    expect(await codes({ Limit: 2, Offset: 8 })).toEqual([9, "FLEET_CREATED"]);
    expect(await codes({ EventCode: "FLEET_CREATED" })).toEqual([1, "FLEET_CREATED"]);
    expect(await codes({ EventCode: "FLEET_VPC_PEERING_DELETE" })).toEqual([0]);
    const scaledAt = (await sdk.DescribeFleetEvents({ FleetId, Limit: 1 })).Events[0]!.EventTime;
    expect(await codes({ StartTime: scaledAt })).toEqual([1, "FLEET_SCALING_EVENT"]);
    expect((await codes({ EndTime: createdAt }))[0]).toBe(8);
    expect(await codes({ StartTime: scaledAt.replace("T", " ").replace("Z", ""), EndTime: scaledAt })).toEqual([
      1,
      "FLEET_SCALING_EVENT",
    ]);
  });

  test.each<[string, object, string, RegExp]>([
    ["a code that is none", { EventCode: "FLEET_CREATE" }, "InvalidParameterValue", /did you mean "FLEET_CREATED"/],
    [
      "a time that is none",
      { StartTime: "yesterday" },
      "InvalidParameterValue",
      /"StartTime" is "yesterday"; give a time/,
    ],
    ["a day that is none", { EndTime: "2020-13-41T00:00:00Z" }, "InvalidParameterValue", /"EndTime"/],
    ["a fleet that is none", { FleetId: "fleet-none" }, "ResourceNotFound", /ListFleets/],
    ["a page too long", { Limit: 101 }, "InvalidParameterValue", /"Limit" is 101/],
  ])("refuses %s", async (_what, request, code, message) => {
    const api = await useCloudApi();
    const FleetId = await api.fleet();
    expect(await refusal(api, "DescribeFleetEvents", { FleetId, ...request })).toMatchObject({
      code,
      message: textLike(message),
    });
  });
});
