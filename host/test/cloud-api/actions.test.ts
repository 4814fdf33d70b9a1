import { describe, expect, test } from "vitest";
import type { ActionTypes } from "../../src/client/index.js";
import { actions } from "../../src/gen/cloud-api.js";
import type { GameServerSessionId, PlayerSessionId } from "../../src/model/index.js";
import { facts } from "./support/catalogue.js";
import { refusal } from "./support/refusal.js";
import { useCloudApi } from "./support/use-cloud-api.js";

describe("CreateGameServerSession", () => {
  test("answers at once with the session ACTIVATING and its address, in GSE's own spelling", async () => {
    const api = await useCloudApi({ settings: { publicAddress: "203.0.113.5" } });
    await api.ready(7777);
    const { GameServerSession: session } = await api.client.call("CreateGameServerSession", {
      FleetId: "fleet-1",
      MaximumPlayerSessionCount: 0,
      CreatorId: "gm",
      IdempotencyToken: "once",
    });
    expect(session).toEqual({
      CreationTime: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/) as string,
      CreatorId: "gm",
      CurrentPlayerSessionCount: 0,
      DnsName: "",
      FleetId: "fleet-1",
      GameProperties: [],
      GameServerSessionData: "",
      GameServerSessionId: "qcs::gse:ap-shanghai:uin/100000000001:gameserversession/fleet-1/once",
      IpAddress: "203.0.113.5",
      MatchmakerData: "",
      MaximumPlayerSessionCount: 0,
      Name: "",
      PlayerSessionCreationPolicy: "ACCEPT_ALL",
      Port: 7777,
      Status: "ACTIVATING",
      StatusReason: "",
      TerminationTime: null,
      InstanceType: "localhost",
      CurrentCustomCount: 0,
      MaxCustomCount: 0,
      Weight: 5,
      AvailabilityStatus: "Enable",
    });
    expect(Object.keys(session).sort()).toEqual(
      facts.structures["GameServerSession"]!.fields.map(({ name }) => name).sort(),
    );
  });

  test("gives back the same session for the same token or the same id", async () => {
    const api = await useCloudApi();
    await api.ready();
    const create = (fields: object) =>
      api.client.call("CreateGameServerSession", { FleetId: "fleet-1", MaximumPlayerSessionCount: 2, ...fields });
    const first = await create({ GameServerSessionId: "my-room", IdempotencyToken: "t" });
    expect(first.GameServerSession.GameServerSessionId).toMatch(/\/my-room$/);
    expect((await create({ GameServerSessionId: "my-room", IdempotencyToken: "t" })).GameServerSession).toEqual(
      first.GameServerSession,
    );
  });

  test("tells what is wrong", async () => {
    const api = await useCloudApi();
    const players = { MaximumPlayerSessionCount: 2 };
    expect(await refusal(api, "CreateGameServerSession", players)).toMatchObject({
      code: "MissingParameter",
      message: expect.stringContaining('"FleetId"') as string,
    });
    expect((await refusal(api, "CreateGameServerSession", { ...players, AliasId: "alias-1" })).code).toBe(
      "ResourceNotFound",
    );
    const create = async () =>
      (await refusal(api, "CreateGameServerSession", { ...players, FleetId: "fleet-1", AliasId: "alias-1" })).code;
    expect(await create()).toBe("ResourceInsufficient");
    await api.fleet();
    expect(await create()).toBe("ResourceNotFound");
    expect(
      (await refusal(api, "CreateGameServerSession", { FleetId: "fleet-1", MaximumPlayerSessionCount: 201 })).code,
    ).toBe("LimitExceeded");
  });

  test("holds a creator to two sessions in three minutes", async () => {
    const api = await useCloudApi();
    for (const _ of [1, 2, 3]) await api.ready();
    const request = { FleetId: "fleet-1", MaximumPlayerSessionCount: 2, CreatorId: "ann" };
    for (const _ of [1, 2]) await api.client.call("CreateGameServerSession", request);
    expect((await refusal(api, "CreateGameServerSession", request)).code).toBe("LimitExceeded");
    await api.clock.advance(180_000);
    await api.client.call("CreateGameServerSession", request);
  });
});

describe("JoinGameServerSession", () => {
  test("reserves a slot, and gives the same one to the same player", async () => {
    const api = await useCloudApi();
    const id = await api.session();
    const join = () =>
      api.client.call("JoinGameServerSession", { GameServerSessionId: id, PlayerId: "ann", PlayerData: "{}" });
    const { PlayerSession: player } = await join();
    expect(player).toMatchObject({
      PlayerId: "ann",
      PlayerData: "{}",
      Status: "RESERVED",
      TerminationTime: null,
      GameServerSessionId: id,
    });
    expect(Object.keys(player).sort()).toEqual(
      facts.structures["PlayerSession"]!.fields.map(({ name }) => name).sort(),
    );
    expect((await join()).PlayerSession).toEqual(player);
  });

  test("tells what is wrong", async () => {
    const api = await useCloudApi();
    const PlayerId = "ann";
    const join = async (GameServerSessionId: string) =>
      (await refusal(api, "JoinGameServerSession", { GameServerSessionId, PlayerId })).code;
    expect(await join("qcs::gse:nowhere")).toBe("ResourceNotFound");
    expect(await join(await api.session({ stays: "ACTIVATING" }))).toBe("ResourceUnavailable");
    expect(await join(await api.session({ players: 0 }))).toBe("ResourceInsufficient");
    const closed = await api.session();
    await api.client.call("UpdateGameServerSession", {
      GameServerSessionId: closed,
      PlayerSessionCreationPolicy: "DENY_ALL",
    });
    expect(await join(closed)).toBe("ResourceUnavailable");
    const ended = await api.session();
    await api.client.call("EndGameServerSessionAndProcess", { GameServerSessionId: ended });
    expect(await join(ended)).toBe("ResourceUnavailable");
  });
});

describe("JoinGameServerSessionBatch", () => {
  test("reserves a slot for all or for none", async () => {
    const api = await useCloudApi();
    const id = await api.session({ players: 3 });
    const join = (PlayerIds: string[]) => ({ GameServerSessionId: id, PlayerIds });
    await api.client.call("JoinGameServerSessionBatch", join(["a", "b"]));
    expect((await refusal(api, "JoinGameServerSessionBatch", join(["c", "d"]))).code).toBe("ResourceInsufficient");
    const { PlayerSessions } = await api.client.call("JoinGameServerSessionBatch", join(["b", "c"]));
    expect(PlayerSessions.map((player) => player.PlayerId)).toEqual(["b", "c"]);
  });

  test("takes the data of a player who is among those who join", async () => {
    const api = await useCloudApi();
    const id = await api.session();
    const request = { GameServerSessionId: id, PlayerIds: ["a"], PlayerDataMap: { Key: "stranger", Value: "x" } };
    expect((await refusal(api, "JoinGameServerSessionBatch", request)).code).toBe("InvalidParameterValue");
  });
});

describe("DescribeGameServerSessions", () => {
  test("gives pages, newest first, that neither skip nor repeat while sessions come", async () => {
    const api = await useCloudApi();
    const ids: string[] = [];
    for (let made = 0; made < 5; made++) ids.push(await api.session());
    await api.session({ fleetId: "fleet-other" });
    const page = (NextToken?: string, fields: object = {}) =>
      api.client.call("DescribeGameServerSessions", { FleetId: "fleet-1", Limit: 2, NextToken, ...fields });

    const first = await page("");
    expect(first.NextToken).toMatch(/^ntoken-/);
    await api.session();
    const second = await page(first.NextToken);
    const third = await page(second.NextToken);
    const seen = [first, second, third].flatMap((answer) =>
      answer.GameServerSessions.map((session) => session.GameServerSessionId),
    );
    expect(seen).toEqual([...ids].reverse());
    expect(third.NextToken).toBe("");

    for (const [token, fields] of [
      [first.NextToken, { FleetId: "fleet-other" }],
      [first.NextToken, { StatusFilter: "ACTIVE" }],
      ["ntoken-forged-12", {}],
      ["2", {}],
      [first.NextToken.replace(/-[0-9a-z]+-/, "-zzzzzz-"), {}],
    ] as const)
      expect(
        (await refusal(api, "DescribeGameServerSessions", { FleetId: "fleet-1", NextToken: token, ...fields })).code,
      ).toBe("InvalidParameterValue");
  });

  test("gives twenty unless told otherwise", async () => {
    const api = await useCloudApi();
    for (let made = 0; made < 21; made++) await api.session();
    const { GameServerSessions, NextToken } = await api.client.call("DescribeGameServerSessions", {
      FleetId: "fleet-1",
    });
    expect(GameServerSessions).toHaveLength(20);
    expect(NextToken).not.toBe("");
    const all = await api.client.call("DescribeGameServerSessions", { FleetId: "fleet-1", Limit: 100 });
    expect([all.GameServerSessions.length, all.NextToken]).toEqual([21, ""]);
  });

  test("shows when and why a session ended", async () => {
    const api = await useCloudApi();
    const id = await api.session();
    await api.client.call("EndGameServerSessionAndProcess", { GameServerSessionId: id });
    await api.clock.advance(60_000);
    const { GameServerSessions } = await api.client.call("DescribeGameServerSessions", {
      GameServerSessionId: id,
      FleetId: "fleet-1",
    });
    expect(GameServerSessions).toMatchObject([
      { Status: "TERMINATED", TerminationTime: expect.stringMatching(/Z$/) as string },
    ]);
    const elsewhere = await api.client.call("DescribeGameServerSessions", {
      GameServerSessionId: id,
      FleetId: "fleet-2",
    });
    expect(elsewhere.GameServerSessions).toEqual([]);
  });

  test.each(["DescribeGameServerSessions", "DescribeGameServerSessionDetails"] as const)(
    "and its like tell what is wrong: %s",
    async (action) => {
      const api = await useCloudApi();
      expect((await refusal(api, action, {})).code).toBe("MissingParameter");
      expect((await refusal(api, action, { AliasId: "alias-1" })).code).toBe("ResourceNotFound");
      expect((await refusal(api, action, { GameServerSessionId: "qcs::gse:nowhere" })).code).toBe("ResourceNotFound");
    },
  );
});

describe("UpdateGameServerSession", () => {
  test("changes what is given and nothing else", async () => {
    const api = await useCloudApi();
    const id = await api.session({ players: 10 });
    const { GameServerSession: before } = await api.client.call("UpdateGameServerSession", { GameServerSessionId: id });
    const { GameServerSession: after } = await api.client.call("UpdateGameServerSession", {
      GameServerSessionId: id,
      Name: "finals",
    });
    expect(after).toEqual({ ...before, Name: "finals" });
  });

  test("tells what is wrong", async () => {
    const api = await useCloudApi();
    const id = await api.session({ players: 2 });
    await api.client.call("JoinGameServerSessionBatch", { GameServerSessionId: id, PlayerIds: ["a", "b"] });
    const update = async (fields: object) =>
      (await refusal(api, "UpdateGameServerSession", { GameServerSessionId: id, ...fields })).code;
    expect(await update({ MaximumPlayerSessionCount: 1 })).toBe("InvalidParameterValue");
    expect(await update({ MaximumPlayerSessionCount: 201 })).toBe("InvalidParameterValue");
    expect(await update({ GameServerSessionId: "qcs::gse:nowhere" })).toBe("ResourceNotFound");
    await api.client.call("EndGameServerSessionAndProcess", { GameServerSessionId: id });
    await api.clock.advance(60_000);
    expect(await update({ Name: "late" })).toBe("ResourceUnavailable");
  });
});

describe("DescribePlayerSessions", () => {
  test("finds players by session, by player, by own id and by state, in pages", async () => {
    const api = await useCloudApi();
    const { pid } = await api.ready();
    const { GameServerSession } = await api.client.call("CreateGameServerSession", {
      FleetId: "fleet-1",
      MaximumPlayerSessionCount: 5,
    });
    const id = GameServerSession.GameServerSessionId;
    const sessionId = id as GameServerSessionId;
    await api.say({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 });
    const { PlayerSessions: players } = await api.client.call("JoinGameServerSessionBatch", {
      GameServerSessionId: id,
      PlayerIds: ["a", "b", "c"],
    });
    const playerSessionId = players[0]!.PlayerSessionId as PlayerSessionId;
    await api.say({ type: "acceptPlayerSession", pid, requestId: "1", sessionId, playerSessionId });
    await api.clock.advance(60_000);

    const found = async (fields: ActionTypes["DescribePlayerSessions"]["request"]) =>
      (await api.client.call("DescribePlayerSessions", fields)).PlayerSessions.map(
        ({ PlayerId, Status }) => `${PlayerId} ${Status}`,
      );
    expect(await found({ GameServerSessionId: id })).toEqual(["c TIMEDOUT", "b TIMEDOUT", "a ACTIVE"]);
    expect(await found({ PlayerId: "a" })).toEqual(["a ACTIVE"]);
    expect(await found({ PlayerId: "nobody" })).toEqual([]);
    expect(await found({ PlayerSessionId: playerSessionId })).toEqual(["a ACTIVE"]);
    expect(await found({ GameServerSessionId: id, PlayerSessionStatusFilter: "TIMEDOUT" })).toEqual([
      "c TIMEDOUT",
      "b TIMEDOUT",
    ]);

    const first = await api.client.call("DescribePlayerSessions", { GameServerSessionId: id, Limit: 2 });
    expect(first.PlayerSessions[0]?.TerminationTime).toMatch(/Z$/);
    expect(await found({ GameServerSessionId: id, Limit: 2, NextToken: first.NextToken })).toEqual(["a ACTIVE"]);
    const foreign = { PlayerId: "a", NextToken: first.NextToken };
    expect((await refusal(api, "DescribePlayerSessions", foreign)).code).toBe("InvalidParameterValue");
  });

  test("tells what is wrong", async () => {
    const api = await useCloudApi();
    expect((await refusal(api, "DescribePlayerSessions", {})).code).toBe("MissingParameter");
    expect((await refusal(api, "DescribePlayerSessions", { GameServerSessionId: "nowhere" })).code).toBe(
      "ResourceNotFound",
    );
    expect((await refusal(api, "DescribePlayerSessions", { PlayerSessionId: "psess-0" })).code).toBe(
      "ResourceNotFound",
    );
  });
});

describe("EndGameServerSessionAndProcess", () => {
  test("ends by the address that players use", async () => {
    const api = await useCloudApi();
    const id = await api.session();
    const { GameServerSessions } = await api.client.call("DescribeGameServerSessions", { GameServerSessionId: id });
    const { IpAddress, Port } = GameServerSessions[0]!;
    await api.client.call("EndGameServerSessionAndProcess", { IpAddress, Port });
    const after = await api.client.call("DescribeGameServerSessions", { GameServerSessionId: id });
    expect(after.GameServerSessions[0]?.Status).toMatch(/^TERMINAT/);
  });

  test("tells what is wrong", async () => {
    const api = await useCloudApi();
    const end = async (request: ActionTypes["EndGameServerSessionAndProcess"]["request"]) =>
      (await refusal(api, "EndGameServerSessionAndProcess", request)).code;
    expect(await end({})).toBe("MissingParameter");
    expect(await end({ IpAddress: "127.0.0.1" })).toBe("MissingParameter");
    expect(await end({ Port: 7000 })).toBe("MissingParameter");
    expect(await end({ GameServerSessionId: "nowhere" })).toBe("FailedOperation");
    expect(await end({ IpAddress: "127.0.0.1", Port: 7000 })).toBe("FailedOperation");
    const id = await api.session();
    await api.client.call("UpdateGameServerSession", { GameServerSessionId: id, ProtectionPolicy: "FullProtection" });
    expect(await end({ GameServerSessionId: id })).toBe("FailedOperation");
  });
});

const refused = ["AttachCcnInstances", "DetachCcnInstances"] as const;

describe("Actions for which one machine has nothing", () => {
  test("are refused under the code of the catalogue", async () => {
    const api = await useCloudApi();
    for (const action of refused) {
      await expect(api.client.call(action, {}), action).rejects.toMatchObject({
        code: actions[action].refusedWith ?? "UnsupportedOperation",
        action,
        message: expect.stringContaining(`"${action}" is not offered`) as string,
      });
    }
  });
});
