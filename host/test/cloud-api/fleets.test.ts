import { describe, expect, test } from "vitest";
import { upSettings } from "../../src/engine/index.js";
import { textLike } from "../support/text-like.js";
import { facts } from "./support/catalogue.js";
import { refusal } from "./support/refusal.js";
import { useCloudApi } from "./support/use-cloud-api.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

const whole = { Name: "chat", RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: "server" }] } };

describe("CreateFleet", () => {
  test("answers at once with the fleet on its way, in GSE's own spelling", async () => {
    const api = await useCloudApi();
    const AssetId = await api.asset();
    const { FleetAttributes: fleet } = await useTencentSdk(api.address).CreateFleet({ AssetId, ...whole });
    expect(fleet).toEqual({
      AssetId,
      CreationTime: textLike(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
      Description: "",
      FleetArn: `qcs::gse:ap-shanghai:uin/100000000001:fleet/${fleet.FleetId}`,
      FleetId: textLike(/^fleet-\w{8}-\w{8}$/),
      FleetType: "ON_DEMAND",
      InstanceType: "localhost",
      Name: "chat",
      NewGameServerSessionProtectionPolicy: "NoProtection",
      OperatingSystem: "CentOS7.16",
      ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 2, PolicyPeriodInMinutes: 3 },
      Status: "NEW",
      StoppedActions: ["AUTO_SCALING"],
      TerminationTime: null,
      GameServerSessionProtectionTimeLimit: 0,
      BillingStatus: "BILLING_ACTIVATED",
      Tags: [],
      DataDiskInfo: [],
      SystemDiskInfo: { DiskType: "CLOUD_PREMIUM", DiskSize: 50 },
      RelatedCcnInfos: [],
      InternetMaxBandwidthOut: 100,
    });
    expect(Object.keys(fleet).sort()).toEqual(
      facts.structures["FleetAttributes"]!.fields.map(({ name }) => name).sort(),
    );
  });

  test("has a name without an account where ids are those of GSE Local", async () => {
    const api = await useCloudApi({ settings: { uin: null } });
    const { FleetAttributes: fleet } = await api.client.call("CreateFleet", { AssetId: await api.asset(), ...whole });
    expect(fleet.FleetArn).toBe(`qcs::gse:local::fleet/${fleet.FleetId}`);
  });

  test("keeps everything that the request says", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const request = {
      AssetId: await api.asset(),
      Name: "聊天 🦊",
      Description: "a & b",
      InstanceType: "S5.LARGE8",
      FleetType: "ON_DEMAND",
      NewGameServerSessionProtectionPolicy: "TimeLimitProtection",
      GameServerSessionProtectionTimeLimit: 5,
      ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 7, PolicyPeriodInMinutes: 0 },
      Tags: [{ Key: "team", Value: "red" }],
      SystemDiskInfo: { DiskType: "CLOUD_SSD", DiskSize: 101 },
      DataDiskInfo: [{ DiskType: "CLOUD_PREMIUM", DiskSize: 20 }],
      InternetMaxBandwidthOut: 200,
      PeerVpcId: "vpc-ignored",
      SubNetId: "subnet-ignored",
      CcnInfos: [],
      InboundPermissions: [{ Protocol: "UDP", FromPort: 1025, ToPort: 60_000, IpRange: "10.0.0.0/8" }],
      RuntimeConfiguration: {
        GameServerSessionActivationTimeoutSeconds: 30,
        MaxConcurrentGameServerSessionActivations: 3,
        ServerProcesses: [
          { LaunchPath: "/local/game/bin/server", Parameters: "--port 7000", ConcurrentExecutions: 49 },
          { LaunchPath: "java" },
        ],
      },
    };
    const { FleetAttributes: fleet } = await sdk.CreateFleet(request);
    expect(fleet).toMatchObject({
      Name: "聊天 🦊",
      Description: "a & b",
      InstanceType: "S5.LARGE8",
      NewGameServerSessionProtectionPolicy: "TimeLimitProtection",
      GameServerSessionProtectionTimeLimit: 5,
      ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 7, PolicyPeriodInMinutes: 3 },
      Tags: [{ Key: "team", Value: "red" }],
      SystemDiskInfo: { DiskType: "CLOUD_SSD", DiskSize: 101 },
      DataDiskInfo: [{ DiskType: "CLOUD_PREMIUM", DiskSize: 20 }],
      InternetMaxBandwidthOut: 200,
    });
    const FleetId = fleet.FleetId;
    expect((await sdk.DescribeRuntimeConfiguration({ FleetId })).RuntimeConfiguration).toEqual({
      GameServerSessionActivationTimeoutSeconds: 30,
      MaxConcurrentGameServerSessionActivations: 3,
      ServerProcesses: [
        { LaunchPath: "/local/game/bin/server", Parameters: "--port 7000", ConcurrentExecutions: 49 },
        { LaunchPath: "java", Parameters: "", ConcurrentExecutions: 1 },
      ],
    });
    expect((await sdk.DescribeFleetPortSettings({ FleetId })).InboundPermissions).toEqual(request.InboundPermissions);
  });

  test.each<[string, object, string, RegExp]>([
    ["no asset", { AssetId: undefined }, "MissingParameter", /"AssetId" is missing/],
    ["an empty asset", { AssetId: "" }, "MissingParameter", /"AssetId" is missing/],
    ["no name", { Name: undefined }, "MissingParameter", /"Name" is missing/],
    ["nothing to launch", { RuntimeConfiguration: undefined }, "MissingParameter", /ServerProcesses" is missing/],
    ["no launch path", launching({ LaunchPath: undefined }), "MissingParameter", /ServerProcesses\.0\.LaunchPath/],
    ["a launch path elsewhere", launching({ LaunchPath: "/bin/sh" }), "InvalidParameterValue", /below \/local\/game/],
    [
      "a launch path that climbs",
      launching({ LaunchPath: "a/../../x" }),
      "InvalidParameterValue",
      /"a\/\.\.\/\.\.\/x"/,
    ],
    ["a folder", launching({ LaunchPath: "/local/game/bin/" }), "InvalidParameterValue", /LaunchPath/],
    ["a path of Windows", launching({ LaunchPath: "C:\\game\\s.exe" }), "InvalidParameterValue", /LaunchPath/],
    [
      "more than 50 processes",
      {
        RuntimeConfiguration: {
          ServerProcesses: ["a", "b"].map((LaunchPath) => ({ LaunchPath, ConcurrentExecutions: 26 })),
        },
      },
      "InvalidParameterValue",
      /asks for 52 processes.*1 to 50/,
    ],
    ["a port without protocol", ports({ Protocol: undefined }), "MissingParameter", /InboundPermissions\.0\.Protocol/],
    ["ports without an end", ports({ ToPort: undefined }), "MissingParameter", /InboundPermissions\.0\.ToPort/],
    ["ports the wrong way round", ports({ FromPort: 8_000 }), "InvalidParameterValue", /FromPort" is 8000.*7999/],
    [
      "a last port below the first there is",
      ports({ FromPort: 1_025, ToPort: 80 }),
      "InvalidParameterValue",
      /ToPort" is 80;/,
    ],
    [
      "a time limit too short",
      { NewGameServerSessionProtectionPolicy: "TimeLimitProtection", GameServerSessionProtectionTimeLimit: 4 },
      "InvalidParameterValue",
      /"GameServerSessionProtectionTimeLimit" is 4; .*5 to 1440/,
    ],
    ["a network to attach", { CcnInfos: [{ AccountId: "1", CcnId: "ccn-1" }] }, "UnsupportedOperation", /"CcnInfos"/],
    ["an asset that is none", { AssetId: "asset-00000000" }, "ResourceNotFound", /asset-00000000/],
  ])("refuses %s, and says what would do", async (_what, given, code, message) => {
    const api = await useCloudApi();
    const request = { AssetId: await api.asset(), ...whole, ...given };
    expect(await refusal(api, "CreateFleet", request)).toMatchObject({ code, message: textLike(message) });
    expect((await api.client.call("ListFleets", {})).TotalCount).toBe(0);
  });

  test("takes a time limit that its policy has no use for, whatever it is", async () => {
    const api = await useCloudApi();
    const request = { AssetId: await api.asset(), ...whole, GameServerSessionProtectionTimeLimit: 0 };
    const { FleetAttributes: fleet } = await api.client.call("CreateFleet", request);
    expect(fleet.GameServerSessionProtectionTimeLimit).toBe(0);
    await api.client.call("UpdateFleetAttributes", {
      FleetId: fleet.FleetId,
      NewGameSessionProtectionPolicy: "TimeLimitProtection",
    });
    const { FleetAttributes: fleets } = await api.client.call("DescribeFleetAttributes", { FleetIds: [fleet.FleetId] });
    expect(fleets[0]?.GameServerSessionProtectionTimeLimit).toBe(60);
  });

  test("refuses the fleet beyond the quota", async () => {
    const api = await useCloudApi({ settings: { quotas: { ...upSettings.quotas, instancesOfType: 20 } } });
    const AssetId = await api.asset();
    for (let count = 0; count < 20; count++) await api.client.call("CreateFleet", { AssetId, ...whole });
    expect(await refusal(api, "CreateFleet", { AssetId, ...whole })).toMatchObject({
      code: "LimitExceeded.FleetLimitExceeded",
      message: textLike(/20 are allowed/),
    });
  });

  test("refuses the fleet whose first instance would be one of its type too many", async () => {
    const api = await useCloudApi({ settings: { quotas: { ...upSettings.quotas, instancesOfType: 2 } } });
    const FleetId = await api.fleet();
    const { FleetAttributes: fleet } = await api.client.call("CreateFleet", { AssetId: await api.asset(), ...whole });
    const beyond = { code: "LimitExceeded.InstanceLimitExceeded", message: textLike(/the 2 of a type allowed/) };
    expect(await refusal(api, "CreateFleet", { AssetId: fleet.AssetId, ...whole })).toMatchObject(beyond);
    expect(await refusal(api, "CopyFleet", { FleetId, CopyNumber: 1 })).toMatchObject(beyond);
  });
});

function launching(entry: object): object {
  return { RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: "server", ...entry }] } };
}

function ports(rule: object): object {
  return { InboundPermissions: [{ Protocol: "TCP", FromPort: 7_000, ToPort: 7_999, IpRange: "0.0.0.0/0", ...rule }] };
}

describe("CopyFleet", () => {
  test("makes fleets like the one that is there, with what is given changed", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet({
      Description: "the first",
      Tags: [{ Key: "team", Value: "red" }],
      ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 9, PolicyPeriodInMinutes: 8 },
    });
    const copied = await sdk.CopyFleet({
      FleetId,
      CopyNumber: 2,
      Name: "copy",
      ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 5, PolicyPeriodInMinutes: 0 },
      RuntimeConfiguration: { GameServerSessionActivationTimeoutSeconds: 20 },
      SelectedScalingType: "SCALING_SELECTED",
      SelectedTimerType: "TIMER_SELECTED",
    });
    expect(copied.TotalCount).toBe(2);
    for (const copy of copied.FleetAttributes) {
      expect(copy).toMatchObject({
        Name: "copy",
        Description: "the first",
        Tags: [{ Key: "team", Value: "red" }],
        ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 5, PolicyPeriodInMinutes: 3 },
      });
      const { RuntimeConfiguration: runtime } = await sdk.DescribeRuntimeConfiguration({ FleetId: copy.FleetId });
      expect(runtime).toMatchObject({
        GameServerSessionActivationTimeoutSeconds: 20,
        ServerProcesses: [{ LaunchPath: "server", ConcurrentExecutions: 2 }],
      });
    }
    expect(new Set([FleetId, ...copied.FleetAttributes.map((copy) => copy.FleetId)]).size).toBe(3);
  });

  test("refuses what cannot be copied", async () => {
    const api = await useCloudApi();
    const FleetId = await api.fleet();
    expect((await refusal(api, "CopyFleet", { FleetId: "fleet-none", CopyNumber: 1 })).code).toBe("ResourceNotFound");
    expect((await refusal(api, "CopyFleet", { FleetId, CopyNumber: 20 })).code).toBe(
      "LimitExceeded.FleetLimitExceeded",
    );
    expect(
      (await refusal(api, "CopyFleet", { FleetId, CopyNumber: 1, SelectedCcnType: "CCN_SELECTED_AFTER_CREATE" })).code,
    ).toBe("UnsupportedOperation");
    expect((await api.client.call("ListFleets", {})).TotalCount).toBe(1);
  });
});

describe("DescribeFleetAttributes", () => {
  test("gives the fleets that are named, in that order, and the region's newest first without names", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const AssetId = await api.asset();
    const ids: string[] = [];
    for (const Name of ["a", "b", "c"]) ids.push(await api.fleet({ AssetId, Name }));
    const names = async (request: object) => {
      const { FleetAttributes: fleets, TotalCount } = await sdk.DescribeFleetAttributes(request);
      return [TotalCount, ...fleets.map(({ Name }) => Name)];
    };
    expect(await names({})).toEqual([3, "c", "b", "a"]);
    expect(await names({ FleetIds: [] })).toEqual([3, "c", "b", "a"]);
    expect(await names({ Offset: 1, Limit: 1 })).toEqual([3, "b"]);
    expect(await names({ FleetIds: [ids[0], ids[2], ids[0]] })).toEqual([2, "a", "c"]);
    expect(await names({ FleetIds: ids, Offset: 2 })).toEqual([3, "c"]);
    expect(await codeOf(sdk.DescribeFleetAttributes({ FleetIds: ["fleet-none"] }))).toBe("InvalidParameterValue");
    const elsewhere = useTencentSdk(api.address, { region: "na-ashburn" });
    expect((await elsewhere.DescribeFleetAttributes({})).TotalCount).toBe(0);
  });
});

describe("ListFleets", () => {
  test("finds by asset, name and tags, and leaves Limit and Offset alone", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const AssetId = await api.asset();
    const red = await api.fleet({ AssetId, Name: "red", Tags: [{ Key: "team", Value: "r:d" }] });
    const blue = await api.fleet({ Name: "blue", Tags: [{ Key: "stage", Value: "test" }] });
    const plain = await api.fleet({ Name: "plain" });
    const found = async (request: object) => (await sdk.ListFleets(request)).FleetIds;
    const by = (Key: string, ...Values: string[]) => found({ Filters: [{ Key, Values }] });
    expect(await found({ Limit: 1, Offset: 2 })).toEqual([plain, blue, red]);
    expect(await found({ AssetId })).toEqual([red]);
    expect(await found({ AssetId: "asset-none" })).toEqual([]);
    expect(await by("resource:name", "blue")).toEqual([blue]);
    expect(await by("resource:name", "blu")).toEqual([]);
    expect(await by("tag:key", "team", "stage")).toEqual([blue, red]);
    expect(await found({ Filters: [{ Key: "tag:key" }] })).toEqual([blue, red]);
    expect(await by("tag:key-value", "team:r:d")).toEqual([red]);
    const both = [
      { Key: "tag:key", Values: ["team"] },
      { Key: "resource:name", Values: ["blue"] },
    ];
    expect(await found({ Filters: both })).toEqual([]);
    expect(await codeOf(sdk.ListFleets({ Filters: [{ Values: ["x"] }] }))).toBe("MissingParameter");
  });
});

describe("UpdateFleetAttributes and UpdateFleetName", () => {
  test("change what is given, and nothing else", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet({ Description: "kept" });
    expect(
      await sdk.UpdateFleetAttributes({
        FleetId,
        NewGameSessionProtectionPolicy: "TimeLimitProtection",
        GameServerSessionProtectionTimeLimit: 30,
        ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 9 },
      }),
    ).toMatchObject({ FleetId });
    expect(await sdk.UpdateFleetName({ FleetId, Name: "renamed" })).toEqual({ RequestId: textLike(/-/) });
    const { FleetAttributes: fleets } = await sdk.DescribeFleetAttributes({ FleetIds: [FleetId] });
    expect(fleets).toMatchObject([
      {
        Name: "renamed",
        Description: "kept",
        NewGameServerSessionProtectionPolicy: "TimeLimitProtection",
        GameServerSessionProtectionTimeLimit: 30,
        ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 9, PolicyPeriodInMinutes: 3 },
      },
    ]);
    await sdk.UpdateFleetAttributes({ FleetId, Description: "" });
    expect((await sdk.DescribeFleetAttributes({ FleetIds: [FleetId] })).FleetAttributes).toMatchObject([
      { Description: "", Name: "renamed" },
    ]);
    expect((await refusal(api, "UpdateFleetName", { FleetId: "fleet-none", Name: "x" })).code).toBe("ResourceNotFound");
    expect(
      (await refusal(api, "UpdateFleetAttributes", { FleetId, GameServerSessionProtectionTimeLimit: 1_441 })).code,
    ).toBe("InvalidParameterValue");
  });
});

describe("DeleteFleet", () => {
  test("deletes a fleet on which nothing runs; it is shown as TERMINATED and listed no more", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    await sdk.DeleteFleet({ FleetId });
    const status = async () => (await sdk.DescribeFleetAttributes({ FleetIds: [FleetId] })).FleetAttributes[0];
    expect(await status()).toMatchObject({ Status: "DELETING", TerminationTime: null });
    expect(await codeOf(sdk.DeleteFleet({ FleetId }))).toBe("ResourceUnavailable");
    for (const { id } of api.machine.launched) api.machine.exit(id);
    await api.clock.advance(0);
    expect(await status()).toMatchObject({ Status: "TERMINATED", TerminationTime: textLike(/Z$/) });
    expect((await sdk.ListFleets({})).FleetIds).toEqual([]);
    expect(await codeOf(sdk.DeleteFleet({ FleetId: "fleet-none" }))).toBe("ResourceNotFound");
  });

  test("is refused while a session runs", async () => {
    const api = await useCloudApi();
    const FleetId = await api.fleet();
    await api.client.call("CreateGameServerSession", { FleetId, MaximumPlayerSessionCount: 2 });
    expect((await refusal(api, "DeleteFleet", { FleetId })).code).toBe("ResourceInUse");
  });
});

describe("DescribeFleetRelatedResources", () => {
  test("names none, and refuses a fleet that is none", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    expect((await sdk.DescribeFleetRelatedResources({ FleetId })).Resources).toEqual([]);
    expect(await codeOf(sdk.DescribeFleetRelatedResources({ FleetId: "fleet-none" }))).toBe("InvalidParameterValue");
  });
});
