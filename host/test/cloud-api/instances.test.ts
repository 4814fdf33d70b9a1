import { describe, expect, test } from "vitest";
import { textLike } from "../support/text-like.js";
import { facts } from "./support/catalogue.js";
import { refusal } from "./support/refusal.js";
import { useCloudApi } from "./support/use-cloud-api.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

describe("DescribeInstances", () => {
  test("lists the instances of a fleet, in GSE's own spelling", async () => {
    const api = await useCloudApi({ settings: { publicAddress: "203.0.113.5" } });
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet({ InstanceType: "S5.LARGE8" });
    const { Instances: instances, TotalCount } = await sdk.DescribeInstances({ FleetId });
    expect(TotalCount).toBe(1);
    expect(instances).toEqual([
      {
        FleetId,
        InstanceId: textLike(/^ins-\w{8}$/),
        IpAddress: "203.0.113.5",
        DnsName: "",
        OperatingSystem: "CentOS7.16",
        Status: "RUNNING",
        Type: "S5.LARGE8",
        CreateTime: textLike(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
        Weight: 5,
        ReserveValue: 0,
        PrivateIpAddress: "203.0.113.5",
      },
    ]);
    const InstanceId = instances[0]!.InstanceId;
    const count = async (request: object) => (await sdk.DescribeInstances(request)).Instances.length;
    expect(await count({ InstanceId })).toBe(1);
    expect(await count({ FleetId, InstanceId, IpAddress: "203.0.113.5" })).toBe(1);
    expect(await count({ InstanceId, IpAddress: "192.0.2.1" })).toBe(0);
    expect(await count({ IpAddress: "203.0.113.5" })).toBe(1);
    expect(await count({ FleetId, Offset: 1 })).toBe(0);
    expect(await count({ FleetId, Limit: 0 })).toBe(0);
  });

  test("follows an instance to its end", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const InstanceId = (await sdk.DescribeInstances({ FleetId })).Instances[0]!.InstanceId;
    const status = async () => (await sdk.DescribeInstances({ InstanceId })).Instances[0]!.Status;
    await sdk.DeleteFleet({ FleetId });
    expect(await status()).toBe("TERMINATING");
    for (const { id } of api.machine.launched) api.machine.exit(id);
    await api.clock.advance(0);
    expect(await status()).toBe("TERMINATED");
    expect((await sdk.DescribeInstances({ FleetId })).TotalCount).toBe(0);
  });

  test("refuses what names nothing, or nothing that is there", async () => {
    const api = await useCloudApi();
    const [FleetId, other] = [await api.fleet(), await api.fleet()];
    const code = async (request: object) => (await refusal(api, "DescribeInstances", request)).code;
    expect(await code({})).toBe("MissingParameter");
    expect(await code({ InstanceId: "" })).toBe("MissingParameter");
    expect(await code({ FleetId: "fleet-none" })).toBe("InvalidParameterValue");
    expect(await code({ InstanceId: "ins-none" })).toBe("InvalidParameterValue");
    const { Instances } = await api.client.call("DescribeInstances", { FleetId });
    expect(await code({ FleetId: other, InstanceId: Instances[0]?.InstanceId })).toBe("InvalidParameterValue");
  });
});

describe("DescribeInstancesExtend", () => {
  test("counts what runs on each instance", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    await api.client.call("CreateGameServerSession", { FleetId, MaximumPlayerSessionCount: 7 });
    const { Instances: rows, TotalCount } = await sdk.DescribeInstancesExtend({ FleetId, Offset: 0, Limit: 10 });
    expect(TotalCount).toBe(1);
    expect(rows).toMatchObject([
      {
        Instance: { FleetId },
        State: "Active",
        HealthyProcessCnt: 2,
        ActiveProcessCnt: 2,
        GameSessionCnt: 1,
        MaxGameSessionCnt: 2,
        PlayerSessionCnt: 0,
        MaxPlayerSessionCnt: 7,
      },
    ]);
    expect(Object.keys(rows[0]!).sort()).toEqual(
      facts.structures["InstanceExtend"]!.fields.map(({ name }) => name).sort(),
    );
    const none = { FleetId: "fleet-none", Offset: 0, Limit: 1 };
    expect(await codeOf(sdk.DescribeInstancesExtend(none))).toBe("InvalidParameterValue");
  });
});

describe("SetServerWeight and SetServerReserved", () => {
  test("change an instance, and its new sessions", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    const instance = async () => (await sdk.DescribeInstances({ FleetId })).Instances[0]!;
    const InstanceId = (await instance()).InstanceId;
    await sdk.SetServerWeight({ FleetId, InstanceId, Weight: 9 });
    await sdk.SetServerReserved({ FleetId, InstanceId, ReserveValue: 1 });
    expect(await instance()).toMatchObject({ Weight: 9, ReserveValue: 1 });
    const { GameServerSession: session } = await api.client.call("CreateGameServerSession", {
      FleetId,
      MaximumPlayerSessionCount: 1,
    });
    expect(session.Weight).toBe(9);
    await sdk.SetServerReserved({ FleetId, InstanceId });
    expect(await instance()).toMatchObject({ Weight: 9, ReserveValue: 0 });
    for (const Weight of [-1, 11])
      expect(await codeOf(sdk.SetServerWeight({ FleetId, InstanceId, Weight }))).toBe("InvalidParameterValue");
    const none = { FleetId, InstanceId: "ins-none" };
    expect((await refusal(api, "SetServerWeight", { ...none, Weight: 1 })).code).toBe("ResourceNotFound");
    expect((await refusal(api, "SetServerReserved", { ...none, ReserveValue: 1 })).code).toBe("ResourceNotFound");
  });
});

describe("What a region may have", () => {
  test("is told by DescribeInstanceTypes, DescribeInstanceLimit and DescribeUserQuotas", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    expect((await sdk.DescribeInstanceTypes()).InstanceTypeList).toEqual([
      { TypeName: "this machine: 2 CPU, 4 GB", InstanceType: "localhost", Cpu: 2, Memory: 4, NetworkCard: 0 },
    ]);
    expect(await sdk.DescribeInstanceLimit()).toMatchObject({
      Limit: 20,
      ExtraInfos: [{ InstanceType: "localhost", TotalInstances: 10 }],
    });
    const FleetId = await api.fleet();
    await sdk.UpdateFleetCapacity({ FleetId, MaxSize: 3 });
    const quotas = async (region: string) => {
      const { QuotaResource: rows } = await useTencentSdk(api.address, { region }).DescribeUserQuotas();
      return rows!.map(({ ResourceType, HardLimit, Remaining }) => [ResourceType, HardLimit, Remaining]);
    };
    const [aliases, queues] = [
      [3, 20, 20],
      [4, 20, 20],
    ];
    expect(await quotas("ap-shanghai")).toEqual([[1, 1_000, 999], [2, 20, 19], aliases, queues, [5, 20, 17]]);
    expect(await quotas("na-ashburn")).toEqual([[1, 1_000, 1_000], [2, 20, 20], aliases, queues, [5, 20, 20]]);
    const { QuotaResource: assets } = await sdk.DescribeUserQuota({ ResourceType: 1 });
    const bytes = 100 * 1024 ** 3;
    expect(JSON.parse(assets!.ExtraInfo)).toEqual({
      AssertCapacityQuota: bytes,
      AssertCapacitySurplus: bytes - 1_000,
    });
    expect(await codeOf(sdk.DescribeUserQuota({}))).toBe("MissingParameter");
    expect(await codeOf(sdk.DescribeUserQuota({ ResourceType: 6 }))).toBe("InvalidParameterValue");
  });

  test("has no networks to attach", async () => {
    const api = await useCloudApi();
    const sdk = useTencentSdk(api.address);
    const FleetId = await api.fleet();
    expect(await sdk.DescribeCcnInstances({ FleetId })).toMatchObject({ CcnInstanceSets: [], TotalCount: 0 });
    expect(await codeOf(sdk.AttachCcnInstances({ FleetId, AccountId: "1", CcnId: "ccn-1" }))).toBe(
      "UnsupportedOperation",
    );
    expect(await codeOf(sdk.DetachCcnInstances({ FleetId }))).toBe("UnsupportedOperation");
  });
});
