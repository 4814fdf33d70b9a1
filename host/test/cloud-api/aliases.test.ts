import { describe, expect, test } from "vitest";
import { textLike } from "../support/text-like.js";
import { useCloudApi } from "./support/use-cloud-api.js";

const simple = (FleetId: string) => ({ Type: "SIMPLE", FleetId }) as const;

async function useAliases() {
  const api = await useCloudApi();
  const { client } = api;
  const made = async (Name: string, FleetId: string, Tags: readonly { Key: string; Value: string }[] = []) => {
    const { Alias } = await client.call("CreateAlias", {
      Name,
      Description: "for all",
      RoutingStrategy: simple(FleetId),
      Tags,
    });
    return Alias;
  };
  const create = (AliasId: string) => client.call("CreateGameServerSession", { AliasId, MaximumPlayerSessionCount: 3 });
  return { ...api, made, create };
}

describe("aliases", () => {
  test("are made, shown, listed, changed and deleted", async () => {
    const { client, fleet, made } = await useAliases();
    const FleetId = await fleet();
    const alias = await made("live", FleetId, [{ Key: "team", Value: "red" }]);
    expect(alias).toMatchObject({
      AliasId: textLike(/^alias-[\da-f]{8}-[\da-f]{8}$/),
      AliasArn: textLike(/^qcs::gse:ap-shanghai:uin\/\d+:alias\/alias-/),
      Name: "live",
      Description: "for all",
      RoutingStrategy: { Type: "SIMPLE", FleetId, Message: "" },
      CreationTime: textLike(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      Tags: [{ Key: "team", Value: "red" }],
    });
    const { AliasId } = alias;
    expect((await client.call("DescribeAlias", { AliasId })).Alias).toEqual(alias);
    expect((await client.call("ResolveAlias", { AliasId })).FleetId).toBe(FleetId);
    expect((await client.call("DescribeFleetRelatedResources", { FleetId })).Resources).toEqual([
      { Type: "ALIAS", ResourceId: AliasId, ResourceRegion: "ap-shanghai" },
    ]);
    const { Alias: renamed } = await client.call("UpdateAlias", { AliasId, Name: "test" });
    expect(renamed).toMatchObject({ Name: "test", Description: "for all", RoutingStrategy: { FleetId } });
    await client.call("DeleteAlias", { AliasId });
    for (const action of ["DescribeAlias", "ResolveAlias", "DeleteAlias"] as const)
      await expect(client.call(action, { AliasId })).rejects.toMatchObject({ code: "ResourceNotFound" });
  });

  test("are listed by name, type, tag and order, a page at a time", async () => {
    const { client, clock, fleet, made } = await useAliases();
    const FleetId = await fleet();
    for (const name of ["beta", "alpha", "gamma"]) {
      await made(name, FleetId, name === "alpha" ? [{ Key: "team", Value: "red" }] : []);
      await clock.advance(1_000);
    }
    const names = async (request: Parameters<typeof client.call<"ListAliases">>[1]) => {
      const { Aliases, TotalCount } = await client.call("ListAliases", request);
      return [TotalCount, ...Aliases.map(({ Name }) => Name)];
    };
    expect(await names({})).toEqual([3, "gamma", "alpha", "beta"]);
    expect(await names({ OrderBy: "CreationTime", OrderWay: "asc" })).toEqual([3, "beta", "alpha", "gamma"]);
    expect(await names({ OrderBy: "Name", OrderWay: "asc", Limit: 2, Offset: 1 })).toEqual([3, "beta", "gamma"]);
    expect(await names({ Name: "alpha" })).toEqual([1, "alpha"]);
    expect(await names({ Filters: [{ Key: "tag:key", Values: ["team"] }] })).toEqual([1, "alpha"]);
    const { Aliases } = await client.call("ListAliases", { Name: "beta" });
    await client.call("UpdateAlias", {
      AliasId: Aliases[0]?.AliasId ?? "",
      RoutingStrategy: { Type: "TERMINAL", Message: "closed" },
    });
    expect(await names({ RoutingStrategyType: "TERMINAL" })).toEqual([1, "beta"]);
    expect(await names({ OrderBy: "LastUpdatedTime" })).toEqual([3, "beta", "gamma", "alpha"]);
    await expect(client.call("ListAliases", { OrderBy: "Age" })).rejects.toMatchObject({
      code: "InvalidParameter",
      message: textLike(/"OrderBy" is "Age"; give CreationTime, LastUpdatedTime, Name/),
    });
  });

  test("lead sessions and questions to the fleet of the moment; FleetId wins", async () => {
    const { client, create, fleet, made } = await useAliases();
    const [old, next] = [await fleet(), await fleet()];
    const { AliasId } = await made("live", old);
    const { GameServerSession: first } = await create(AliasId);
    expect(first.FleetId).toBe(old);
    await client.call("UpdateAlias", { AliasId, RoutingStrategy: simple(next) });
    const { GameServerSession: second } = await create(AliasId);
    expect(second.FleetId).toBe(next);
    const listed = async (request: object) =>
      (await client.call("DescribeGameServerSessions", request)).GameServerSessions.map(
        ({ GameServerSessionId }) => GameServerSessionId,
      );
    expect(await listed({ AliasId })).toEqual([second.GameServerSessionId]);
    expect(await listed({ AliasId, FleetId: old })).toEqual([first.GameServerSessionId]);
    const { GameServerSessionDetails } = await client.call("DescribeGameServerSessionDetails", { AliasId });
    expect(GameServerSessionDetails).toMatchObject([{ GameServerSession: { FleetId: next } }]);
  });

  test("refuse with their own message when they are TERMINAL", async () => {
    const { client, create, fleet, made } = await useAliases();
    const FleetId = await fleet();
    const { AliasId } = await made("live", FleetId);
    const RoutingStrategy = { Type: "TERMINAL", Message: "back at noon", FleetId } as const;
    const { Alias } = await client.call("UpdateAlias", { AliasId, RoutingStrategy });
    expect(Alias.RoutingStrategy).toEqual(RoutingStrategy);
    const refusal = { code: "ResourceUnavailable", message: textLike(/back at noon/) };
    await expect(create(AliasId)).rejects.toMatchObject(refusal);
    await expect(client.call("ResolveAlias", { AliasId })).rejects.toMatchObject(refusal);
    await expect(client.call("SearchGameServerSessions", { AliasId })).rejects.toMatchObject({
      message: refusal.message,
    });
  });

  test("that do not exist, lead nowhere, or are needed are refused by name", async () => {
    const { client, create, fleet, made } = await useAliases();
    const FleetId = await fleet();
    await expect(create("alias-0-0")).rejects.toMatchObject({
      code: "ResourceNotFound",
      message: textLike(/there is no such alias/),
    });
    await expect(
      client.call("CreateAlias", { Name: "x", RoutingStrategy: { Type: "TERMINAL" } }),
    ).rejects.toMatchObject({ message: textLike(/RoutingStrategy\.Message is missing/) });
    await made("live", FleetId);
    await expect(client.call("DeleteFleet", { FleetId })).rejects.toMatchObject({
      code: "ResourceInUse",
      message: textLike(/alias "alias-\S+" \(live\) leads to it/),
    });
    const { QuotaResource } = await client.call("DescribeUserQuota", { ResourceType: 3 });
    expect(QuotaResource).toMatchObject({ HardLimit: 20, Remaining: 19 });
  });
});
