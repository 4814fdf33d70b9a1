import { describe, expect, test } from "vitest";
import type { GameServerSessionId } from "../../src/model/index.js";
import { useCloudApi } from "./support/use-cloud-api.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

const signMethods = ["TC3-HMAC-SHA256", "HmacSHA256", "HmacSHA1"] as const;
const reqMethods = ["POST", "GET"] as const;

describe.each(signMethods)("Tencent's SDK, signing with %s", (signMethod) => {
  test.each(reqMethods)("creates, joins, lists, updates and ends a session by %s", async (reqMethod) => {
    const { address, ready, say } = await useCloudApi();
    const sdk = useTencentSdk(address, { signMethod, reqMethod });
    const { pid } = await ready(7001);

    const created = await sdk.CreateGameServerSession({
      FleetId: "fleet-chat",
      MaximumPlayerSessionCount: 5,
      Name: "房间 'one' & more = 100%+",
      GameProperties: [
        { Key: "mode", Value: "ranked!()*~" },
        { Key: "map", Value: "🏝\nbeach" },
      ],
      GameServerSessionData: "",
    });
    const session = created.GameServerSession!;
    expect(session).toMatchObject({
      FleetId: "fleet-chat",
      Status: "ACTIVATING",
      Name: "房间 'one' & more = 100%+",
      Port: 7001,
      IpAddress: "127.0.0.1",
      TerminationTime: null,
      GameProperties: [
        { Key: "mode", Value: "ranked!()*~" },
        { Key: "map", Value: "🏝\nbeach" },
      ],
    });
    const id = session.GameServerSessionId;
    await say({ type: "activateGameServerSession", pid, sessionId: id as GameServerSessionId, maxPlayers: 0 });

    const joined = await sdk.JoinGameServerSession({ GameServerSessionId: id, PlayerId: "ann", PlayerData: "a b" });
    expect(joined.PlayerSession).toMatchObject({ PlayerId: "ann", PlayerData: "a b", Status: "RESERVED", Port: 7001 });
    const batch = await sdk.JoinGameServerSessionBatch({
      GameServerSessionId: id,
      PlayerIds: ["bob", "cy"],
      PlayerDataMap: { Key: "cy", Value: "late" },
    });
    expect(batch.PlayerSessions?.map(({ PlayerId, PlayerData }) => [PlayerId, PlayerData])).toEqual([
      ["bob", ""],
      ["cy", "late"],
    ]);

    const listed = await sdk.DescribeGameServerSessions({ FleetId: "fleet-chat", StatusFilter: "ACTIVE", Limit: 10 });
    expect(listed.GameServerSessions).toMatchObject([{ GameServerSessionId: id, CurrentPlayerSessionCount: 3 }]);
    expect(listed.NextToken).toBe("");

    const updated = await sdk.UpdateGameServerSession({
      GameServerSessionId: id,
      MaximumPlayerSessionCount: 4,
      PlayerSessionCreationPolicy: "DENY_ALL",
      ProtectionPolicy: "TimeLimitProtection",
    });
    expect(updated.GameServerSession).toMatchObject({
      MaximumPlayerSessionCount: 4,
      PlayerSessionCreationPolicy: "DENY_ALL",
    });
    const details = await sdk.DescribeGameServerSessionDetails({ GameServerSessionId: id });
    expect(details.GameServerSessionDetails).toMatchObject([
      { ProtectionPolicy: "TimeLimitProtection", GameServerSession: { GameServerSessionId: id } },
    ]);

    const players = await sdk.DescribePlayerSessions({
      GameServerSessionId: id,
      PlayerSessionStatusFilter: "RESERVED",
    });
    expect(players.PlayerSessions?.map(({ PlayerId }) => PlayerId)).toEqual(["cy", "bob", "ann"]);

    const ended = await sdk.EndGameServerSessionAndProcess({ GameServerSessionId: id });
    expect(ended.RequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const after = await sdk.DescribeGameServerSessions({ GameServerSessionId: id });
    expect(["TERMINATING", "TERMINATED"]).toContain(after.GameServerSessions?.[0]?.Status);
  });

  test.each(reqMethods)("is told when its key is wrong, by %s", async (reqMethod) => {
    const { address } = await useCloudApi();
    const call = (options: object) =>
      useTencentSdk(address, { signMethod, reqMethod, ...options }).DescribeGameServerSessions({ FleetId: "fleet-1" });
    expect(await codeOf(call({ secretKey: "wrong" }))).toBe("AuthFailure.SignatureFailure");
    expect(await codeOf(call({ secretId: "AKIDstranger" }))).toBe("AuthFailure.SecretIdNotFound");
    expect(await codeOf(call({ secretId: " AKIDtest" }))).toBe("AuthFailure.SecretIdNotFound");
    expect(await codeOf(call({ token: "temporary" }))).toBe("AuthFailure.TokenFailure");
  });

  test.each(reqMethods)("may call five minutes early or late, and not later, by %s", async (reqMethod) => {
    const { address, clock } = await useCloudApi();
    const sdk = useTencentSdk(address, { signMethod, reqMethod });
    await clock.advance(298_000);
    await sdk.DescribeGameServerSessions({ FleetId: "fleet-1" });
    await clock.advance(4_000);
    expect(await codeOf(sdk.DescribeGameServerSessions({ FleetId: "fleet-1" }))).toBe("AuthFailure.SignatureExpire");
  });

  test.each(reqMethods)("may leave fields undefined, by %s", async (reqMethod) => {
    const { address } = await useCloudApi();
    const sdk = useTencentSdk(address, { signMethod, reqMethod, token: undefined });
    const fields = { FleetId: "fleet-1", Limit: undefined } as unknown as { FleetId: string };
    expect(await sdk.DescribeGameServerSessions(fields)).toMatchObject({ GameServerSessions: [] });
  });

  test.each(reqMethods)("calls without an argument, by %s", async (reqMethod) => {
    const { address } = await useCloudApi();
    const sdk = useTencentSdk(address, { signMethod, reqMethod });
    const call = (sdk.DescribeUserQuotas as unknown as () => Promise<unknown>).call(sdk);
    expect(await call).toMatchObject({ Total: 5 });
  });

  test.each(reqMethods)("may put a path behind the endpoint, by %s", async (reqMethod) => {
    const { address } = await useCloudApi();
    const sdk = useTencentSdk(`${address}/capi`, { signMethod, reqMethod });
    expect(await sdk.DescribeGameServerSessions({ FleetId: "fleet-1" })).toMatchObject({ NextToken: "" });
  });

  test.each(reqMethods)("may name the host localhost, by %s", async (reqMethod) => {
    const { address } = await useCloudApi();
    const sdk = useTencentSdk(address.replace("127.0.0.1", "localhost"), { signMethod, reqMethod });
    expect(await sdk.DescribeGameServerSessions({ FleetId: "fleet-1" })).toMatchObject({ NextToken: "" });
  });

  test.each(reqMethods)("may call over IPv6, by %s", async (reqMethod) => {
    const { address } = await useCloudApi({ api: { address: "[::1]:0" } });
    const sdk = useTencentSdk(address, { signMethod, reqMethod });
    expect(await sdk.DescribeGameServerSessions({ FleetId: "fleet-1" })).toMatchObject({ NextToken: "" });
  });
});

test("Tencent's SDK is told that multipart is not served", async () => {
  const { address } = await useCloudApi();
  const sdk = useTencentSdk(address);
  const call = sdk.request("DescribeGameServerSessions", { FleetId: "fleet-1" }, { multipart: true });
  expect(await codeOf(call)).toBe("UnsupportedProtocol");
});

test("Tencent's SDK is told what action, version and region the host serves", async () => {
  const { address } = await useCloudApi();
  expect(await codeOf(useTencentSdk(address).request("NoSuchThing", {}))).toBe("InvalidAction");
  for (const region of ["mars-north", ""])
    expect(await codeOf(useTencentSdk(address, { region }).DescribeGameServerSessions({ FleetId: "fleet-1" }))).toBe(
      "UnsupportedRegion",
    );
  const future = useTencentSdk(address);
  Object.assign(future, { sdkVersion: future.sdkVersion, apiVersion: "2030-01-01" });
  expect(await codeOf(future.DescribeGameServerSessions({ FleetId: "fleet-1" }))).toBe("NoSuchVersion");
});
