import { describe, expect, onTestFinished, test } from "vitest";
import { createCloudApiClient } from "../../src/client/index.js";
import type { GameServerSessionId } from "../../src/model/index.js";
import { placementKey } from "../../src/model/index.js";
import { textLike } from "../support/text-like.js";
import { credentials, useCloudApi } from "./support/use-cloud-api.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

const SHANGHAI = "ap-shanghai";
const arnOf = (FleetId: string, region = SHANGHAI) => `qcs::gse:${region}:uin/100000000001:fleet/${FleetId}`;
const to = (...arns: readonly string[]) => arns.map((DestinationArn) => ({ DestinationArn }));

/** Tencent's own client on a host with a fleet of two processes. */
async function useQueues() {
  const api = await useCloudApi();
  const sdk = useTencentSdk(api.address);
  const FleetId = await api.fleet();
  /** The session of a placement becomes ACTIVE. */
  const activate = async (placementId: string): Promise<void> => {
    const session = api.host.reads.placement(placementKey(SHANGHAI, placementId))?.session;
    const process = [...api.host.live().processes].find(({ sessionId }) => sessionId === session?.id);
    if (session === null || session === undefined || process === undefined) throw new Error("it has no session");
    await api.say({ type: "activateGameServerSession", pid: process.pid, sessionId: session.id, maxPlayers: 0 });
  };
  return { ...api, sdk, FleetId, arn: arnOf(FleetId), activate };
}

describe("queues, by Tencent's own client", () => {
  test("are made, shown, changed and deleted", async () => {
    const { sdk, arn } = await useQueues();
    const { GameServerSessionQueue: made } = await sdk.CreateGameServerSessionQueue({
      Name: "ranked",
      Destinations: to(arn),
      PlayerLatencyPolicies: [
        { MaximumIndividualPlayerLatencyMilliseconds: 80, PolicyDurationSeconds: 10 },
        { MaximumIndividualPlayerLatencyMilliseconds: 150 },
      ],
      Tags: [{ Key: "team", Value: "red" }],
    });
    expect(made).toEqual({
      Name: "ranked",
      GameServerSessionQueueArn: textLike(/^qcs::gse:ap-shanghai:uin\/\d+:queue\/ranked$/),
      Destinations: [{ DestinationArn: arn, FleetStatus: "ACTIVE" }],
      PlayerLatencyPolicies: [
        { MaximumIndividualPlayerLatencyMilliseconds: 80, PolicyDurationSeconds: 10 },
        { MaximumIndividualPlayerLatencyMilliseconds: 150 },
      ],
      TimeoutInSeconds: 600,
      Tags: [{ Key: "team", Value: "red" }],
    });
    const described = await sdk.DescribeGameServerSessionQueues({ Names: ["ranked"] });
    expect(described).toMatchObject({ GameServerSessionQueues: [made], TotalCount: 1 });
    // What is left out stays; a list that is given takes the place of the other (gse-semantics m-9).
    const { GameServerSessionQueue: changed } = await sdk.UpdateGameServerSessionQueue({
      Name: "ranked",
      PlayerLatencyPolicies: [],
      TimeoutInSeconds: 60,
    });
    expect(changed).toEqual({ ...made, PlayerLatencyPolicies: [], TimeoutInSeconds: 60 });
    await sdk.DeleteGameServerSessionQueue({ Name: "ranked" });
    for (const call of [
      sdk.DeleteGameServerSessionQueue({ Name: "ranked" }),
      sdk.UpdateGameServerSessionQueue({ Name: "ranked" }),
      sdk.DescribeGameServerSessionQueues({ Names: ["ranked"] }),
    ])
      expect(await codeOf(call)).toBe("ResourceNotFound");
    // Its name is free again.
    await sdk.CreateGameServerSessionQueue({ Name: "ranked" });
  });

  test("are listed newest first, by name and tags, a part at a time, each region its own", async () => {
    const { sdk, address } = await useQueues();
    for (const Name of ["a", "b", "c"])
      await sdk.CreateGameServerSessionQueue({ Name, ...(Name === "b" && { Tags: [{ Key: "team", Value: "red" }] }) });
    const elsewhere = useTencentSdk(address, { region: "ap-tokyo" });
    await elsewhere.CreateGameServerSessionQueue({ Name: "a" });
    const names = async (request: Parameters<typeof sdk.DescribeGameServerSessionQueues>[0], by = sdk) => {
      const { GameServerSessionQueues, TotalCount } = await by.DescribeGameServerSessionQueues(request);
      return [TotalCount, ...(GameServerSessionQueues ?? []).map(({ Name }) => Name)];
    };
    expect(await names({})).toEqual([3, "c", "b", "a"]);
    expect(await names({}, elsewhere)).toEqual([1, "a"]);
    expect(await names({ Limit: 1, Offset: 1 })).toEqual([3, "b"]);
    expect(await names({ Names: ["a", "c"] })).toEqual([2, "c", "a"]);
    expect(await names({ Filters: [{ Key: "tag:key-value", Values: ["team:red"] }] })).toEqual([1, "b"]);
    expect(await names({ Filters: [{ Key: "resource:name", Values: ["c"] }] })).toEqual([1, "c"]);
  });

  test("are refused with the code of their own list, and the parameter at fault", async () => {
    const { sdk, client, arn, FleetId } = await useQueues();
    await sdk.CreateGameServerSessionQueue({ Name: "ranked" });
    expect(await codeOf(sdk.CreateGameServerSessionQueue({ Name: "ranked" }))).toBe("ResourceInUse");
    const create = (request: object) => client.call("CreateGameServerSessionQueue", { Name: "other", ...request });
    const policy = (most: number, seconds?: number) => ({
      MaximumIndividualPlayerLatencyMilliseconds: most,
      ...(seconds !== undefined && { PolicyDurationSeconds: seconds }),
    });
    const wrong: readonly [object, RegExp][] = [
      [{ TimeoutInSeconds: 0 }, /TimeoutInSeconds is 0; give 1 to 600/],
      [{ TimeoutInSeconds: 601 }, /TimeoutInSeconds is 601/],
      [{ Destinations: to(FleetId) }, /Destinations\.0\.DestinationArn is "fleet-.*"; write qcs::gse:REGION/],
      [
        { Destinations: to(arn, arnOf("fleet-0-0")) },
        /Destinations\.1\.DestinationArn is ".*", and there is no such fleet/,
      ],
      [
        { Destinations: to(arnOf(FleetId, "ap-tokyo")) },
        /Destinations\.0\.DestinationArn is ".*", and that one is in ap-shanghai/,
      ],
      [{ Destinations: to(arn.replace(/fleet\/.*/, "alias/alias-0-0")) }, /there is no such alias/],
      [
        { PlayerLatencyPolicies: [policy(0)] },
        /PlayerLatencyPolicies\.0\.MaximumIndividualPlayerLatencyMilliseconds is 0; give 1/,
      ],
      [
        { PlayerLatencyPolicies: [policy(80, 9), policy(80)] },
        /PlayerLatencyPolicies\.1\.Maximum\S+ is 80, and the policy before allows 80/,
      ],
      [
        { PlayerLatencyPolicies: [policy(80), policy(90)] },
        /PlayerLatencyPolicies\.0\.PolicyDurationSeconds is missing; give 1/,
      ],
    ];
    for (const [request, message] of wrong)
      await expect(create(request)).rejects.toMatchObject({
        code: "InvalidParameterValue",
        message: textLike(message),
      });
    await expect(create({ Name: "" })).rejects.toMatchObject({ code: "InvalidParameterValue" });
    for (let count = 1; count < 20; count++) await create({ Name: `queue ${String(count)}` });
    await expect(create({})).rejects.toMatchObject({ code: "LimitExceeded" });
    const { QuotaResource } = await client.call("DescribeUserQuota", { ResourceType: 4 });
    expect(QuotaResource).toMatchObject({ HardLimit: 20, Remaining: 0 });
  });

  test("keep the fleets and aliases to which they lead, of any region, and are told of with them", async () => {
    const { sdk, client, arn, FleetId, address } = await useQueues();
    const elsewhere = createCloudApiClient({ endpoint: address, ...credentials, region: "ap-tokyo" });
    onTestFinished(() => {
      elsewhere.close();
    });
    await elsewhere.call("CreateGameServerSessionQueue", { Name: "world", Destinations: to(arn) });
    const { Alias } = await client.call("CreateAlias", {
      Name: "live",
      RoutingStrategy: { Type: "SIMPLE", FleetId },
    });
    await sdk.CreateGameServerSessionQueue({ Name: "ranked", Destinations: to(Alias.AliasArn) });
    expect((await client.call("DescribeFleetRelatedResources", { FleetId })).Resources).toEqual([
      { Type: "ALIAS", ResourceId: Alias.AliasId, ResourceRegion: SHANGHAI },
      { Type: "QUEUE", ResourceId: "world", ResourceRegion: "ap-tokyo" },
    ]);
    await expect(client.call("DeleteAlias", { AliasId: Alias.AliasId })).rejects.toMatchObject({
      code: "FailedOperation",
      message: textLike(/queue "ranked" in ap-shanghai leads to it/),
    });
    await expect(client.call("DeleteFleet", { FleetId })).rejects.toMatchObject({ code: "ResourceInUse" });
    await sdk.DeleteGameServerSessionQueue({ Name: "ranked" });
    await client.call("DeleteAlias", { AliasId: Alias.AliasId });
    await expect(client.call("DeleteFleet", { FleetId })).rejects.toMatchObject({
      code: "ResourceInUse",
      message: textLike(/queue "world" in ap-tokyo leads to it/),
    });
    // A destination tells how its fleet is, also by way of an alias, and nothing where there is none.
    const { Alias: closed } = await client.call("CreateAlias", {
      Name: "closed",
      RoutingStrategy: { Type: "TERMINAL", Message: "closed" },
    });
    const { GameServerSessionQueue } = await client.call("CreateGameServerSessionQueue", {
      Name: "by-alias",
      Destinations: to(closed.AliasArn),
    });
    expect(GameServerSessionQueue.Destinations).toEqual([{ DestinationArn: closed.AliasArn, FleetStatus: "" }]);
  });
});

describe("placements, by Tencent's own client", () => {
  const request = {
    PlacementId: "match-1",
    GameServerSessionQueueName: "ranked",
    MaximumPlayerSessionCount: 4,
    DesiredPlayerSessions: [
      { PlayerId: "ada", PlayerData: "a" },
      { PlayerId: "bob", PlayerData: "" },
    ],
    GameProperties: [{ Key: "mode", Value: "ranked" }],
    GameServerSessionData: "map=3",
    GameServerSessionName: "final",
    PlayerLatencies: [
      { PlayerId: "ada", RegionIdentifier: SHANGHAI, LatencyInMilliseconds: 30 },
      { PlayerId: "bob", RegionIdentifier: SHANGHAI, LatencyInMilliseconds: 40 },
    ],
  };
  const pending = {
    PlacementId: "match-1",
    GameServerSessionQueueName: "ranked",
    PlayerLatencies: request.PlayerLatencies,
    Status: "PENDING",
    DnsName: "",
    GameServerSessionId: "",
    GameServerSessionName: "final",
    GameServerSessionRegion: "",
    GameProperties: request.GameProperties,
    MaximumPlayerSessionCount: 4,
    GameServerSessionData: "map=3",
    IpAddress: "",
    Port: 0,
    MatchmakerData: "",
    PlacedPlayerSessions: [],
    StartTime: textLike(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    EndTime: null,
  };

  test("are PENDING, and FULFILLED when the session is open to players", async () => {
    const { sdk, arn, FleetId, activate } = await useQueues();
    await sdk.CreateGameServerSessionQueue({ Name: "ranked", Destinations: to(arn) });
    const { GameServerSessionPlacement: started } = await sdk.StartGameServerSessionPlacement(request);
    expect(started).toEqual(pending);
    const shown = async (PlacementId = "match-1") =>
      (await sdk.DescribeGameServerSessionPlacement({ PlacementId })).GameServerSessionPlacement;
    // A session that is being activated is not shown yet.
    expect(await shown()).toEqual(pending);
    await activate("match-1");
    const fulfilled = await shown();
    expect(fulfilled).toEqual({
      ...pending,
      Status: "FULFILLED",
      GameServerSessionId: textLike(
        new RegExp(`:gameserversession/${FleetId}/gssess-[\\da-f]{8}-[\\da-f]{8}/match-1$`),
      ),
      GameServerSessionRegion: SHANGHAI,
      IpAddress: "127.0.0.1",
      Port: 7_000,
      PlacedPlayerSessions: [
        { PlayerId: "ada", PlayerSessionId: textLike(/^psess-/) },
        { PlayerId: "bob", PlayerSessionId: textLike(/^psess-/) },
      ],
      EndTime: pending.StartTime,
    });
    const { GameServerSessions } = await sdk.DescribeGameServerSessions({
      GameServerSessionId: fulfilled?.GameServerSessionId ?? "",
    });
    expect(GameServerSessions).toMatchObject([
      { Status: "ACTIVE", Name: "final", GameServerSessionData: "map=3", CurrentPlayerSessionCount: 2 },
    ]);
    // Stopping what has ended changes nothing.
    expect((await sdk.StopGameServerSessionPlacement({ PlacementId: "match-1" })).GameServerSessionPlacement).toEqual(
      fulfilled,
    );
  });

  test("wait for room, are stopped, time out, and leave their id to the next", async () => {
    const { sdk, arn, FleetId, clock, host } = await useQueues();
    await sdk.CreateGameServerSessionQueue({ Name: "ranked", Destinations: to(arn), TimeoutInSeconds: 30 });
    for (let count = 0; count < 2; count++)
      await sdk.CreateGameServerSession({ FleetId, MaximumPlayerSessionCount: 1 });
    await sdk.StartGameServerSessionPlacement(request);
    expect(await codeOf(sdk.StartGameServerSessionPlacement(request))).toBe("InvalidParameterValue");
    const { GameServerSessionPlacement: stopped } = await sdk.StopGameServerSessionPlacement({
      PlacementId: "match-1",
    });
    expect(stopped).toEqual({ ...pending, Status: "CANCELLED", EndTime: pending.StartTime });
    await sdk.StartGameServerSessionPlacement(request);
    await clock.advance(30_000);
    const { GameServerSessionPlacement: late } = await sdk.DescribeGameServerSessionPlacement({
      PlacementId: "match-1",
    });
    expect(late).toMatchObject({ Status: "TIMED_OUT", GameServerSessionId: "", Port: 0 });
    expect(Date.parse(late?.EndTime ?? "") - Date.parse(late?.StartTime ?? "")).toBe(30_000);
    expect(host.reads.placements({ queueName: "ranked" }, { limit: 9 })).toHaveLength(1);
    // One that no region is near enough for ends at once.
    await sdk.UpdateGameServerSessionQueue({
      Name: "ranked",
      PlayerLatencyPolicies: [{ MaximumIndividualPlayerLatencyMilliseconds: 35 }],
    });
    await sdk.StartGameServerSessionPlacement(request);
    const { GameServerSessionPlacement: failed } = await sdk.DescribeGameServerSessionPlacement({
      PlacementId: "match-1",
    });
    expect(failed).toMatchObject({ Status: "FAILED", GameServerSessionId: "", Port: 0, EndTime: late?.EndTime });
  });

  test("are refused with the code of their own list, and the parameter at fault", async () => {
    const { sdk, client, arn } = await useQueues();
    expect(await codeOf(sdk.StartGameServerSessionPlacement(request))).toBe("ResourceNotFound");
    for (const call of [
      sdk.DescribeGameServerSessionPlacement({ PlacementId: "nobody" }),
      sdk.StopGameServerSessionPlacement({ PlacementId: "nobody" }),
    ])
      expect(await codeOf(call)).toBe("ResourceNotFound");
    await sdk.CreateGameServerSessionQueue({ Name: "ranked", Destinations: to(arn) });
    const ada = { PlayerId: "ada", PlayerData: "" };
    const wrong: readonly [object, RegExp][] = [
      [{ PlacementId: "no blanks" }, /"PlacementId" is "no blanks"/],
      [{ MaximumPlayerSessionCount: 0 }, /"MaximumPlayerSessionCount" is 0/],
      [{ MaximumPlayerSessionCount: 201 }, /MaximumPlayerSessionCount is 201; a session may have 200/],
      [{ MaximumPlayerSessionCount: 1 }, /DesiredPlayerSessions has 2 players, and MaximumPlayerSessionCount is 1/],
      [{ DesiredPlayerSessions: [ada, ada] }, /DesiredPlayerSessions\.1\.PlayerId is "ada", which is there already/],
      [{ DesiredPlayerSessions: [{ ...ada, PlayerId: "" }] }, /DesiredPlayerSessions\.0\.PlayerId has 0 characters/],
      [
        { DesiredPlayerSessions: [{ ...ada, PlayerData: "x".repeat(2_049) }] },
        /DesiredPlayerSessions\.0\.PlayerData has 2049 characters/,
      ],
    ];
    for (const [given, message] of wrong)
      await expect(client.call("StartGameServerSessionPlacement", { ...request, ...given })).rejects.toMatchObject({
        code: "InvalidParameterValue",
        message: textLike(message),
      });
    await expect(
      client.call("StartGameServerSessionPlacement", { ...request, PlayerLatencies: [{ PlayerId: "ada" }] }),
    ).rejects.toMatchObject({
      code: "InvalidParameter",
      message: textLike(/PlayerLatencies\.0\.RegionIdentifier is missing/),
    });
  });

  test("bring what a matchmaker says to the game server, by the action that GSE's own matchmaking called", async () => {
    const { client, sdk, arn, activate, host } = await useQueues();
    await sdk.CreateGameServerSessionQueue({ Name: "ranked", Destinations: to(arn) });
    const MatchmakerData = JSON.stringify({ teams: [["ada"], ["bob"]] });
    const { GameServerSessionPlacement } = await client.call("StartMatchPlacement", { ...request, MatchmakerData });
    expect(GameServerSessionPlacement).toEqual({ ...pending, MatchmakerData });
    await activate("match-1");
    const session = host.reads.placement(placementKey(SHANGHAI, "match-1"))?.session;
    expect(host.reads.session(session?.id ?? ("" as GameServerSessionId))).toMatchObject({
      matchmakerData: MatchmakerData,
      status: "ACTIVE",
    });
    await expect(
      client.call("StartGameServerSessionPlacement", { ...request, MatchmakerData } as never),
    ).rejects.toMatchObject({ code: "UnknownParameter" });
  });
});
