import { describe, expect, test } from "vitest";
import type { ActionTypes } from "../../src/client/index.js";
import type { GameServerSessionId } from "../../src/model/index.js";
import { aRandom } from "../../../test/support/a-random.js";
import { refusal } from "./support/refusal.js";
import { useCloudApi, type CloudApi } from "./support/use-cloud-api.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

type Create = ActionTypes["CreateGameServerSession"]["request"];
type Search = ActionTypes["SearchGameServerSessions"]["request"];

/** A session that is ACTIVE, and how it ends. */
interface Made {
  readonly id: GameServerSessionId;
  end(): Promise<void>;
}

async function make(
  api: CloudApi,
  wanted: Partial<Create> & { readonly players?: readonly string[] } = {},
): Promise<Made> {
  const { players = [], ...request } = wanted;
  await api.ready();
  const { GameServerSession } = await api.client.call("CreateGameServerSession", {
    FleetId: "fleet-1",
    MaximumPlayerSessionCount: 4,
    ...request,
  });
  const id = GameServerSession.GameServerSessionId as GameServerSessionId;
  // The process that has waited longest, which may have hosted another session before.
  const pid = [...api.host.live().processes].find(({ sessionId }) => sessionId === id)?.pid ?? 0;
  await api.say({ type: "activateGameServerSession", pid, sessionId: id, maxPlayers: 0 });
  if (players.length > 0)
    await api.client.call("JoinGameServerSessionBatch", { GameServerSessionId: id, PlayerIds: [...players] });
  return {
    id,
    end: async () => {
      await api.say({ type: "terminateGameServerSession", pid, sessionId: id });
    },
  };
}

const find = async (api: CloudApi, request: Search): Promise<readonly string[]> =>
  (await api.client.call("SearchGameServerSessions", { FleetId: "fleet-1", ...request })).GameServerSessions.map(
    ({ Name }) => Name,
  );

describe("SearchGameServerSessions", () => {
  test("finds the ACTIVE sessions of a fleet, by every field", async () => {
    const api = await useCloudApi();
    const mode = (Value: string) => [{ Key: "mode", Value }];
    const first = await make(api, { Name: "one", GameProperties: mode("ranked"), players: ["a", "b"] });
    await api.clock.advance(1_000);
    const betweenMs = api.clock.now();
    await api.clock.advance(1_000);
    await make(api, { Name: "it's two", GameProperties: mode("casual"), players: ["a", "b", "c", "d"] });
    await make(api, { Name: "three", MaximumPlayerSessionCount: 20 });
    await make(api, { Name: "elsewhere", FleetId: "fleet-2" });
    const over = await make(api, { Name: "over" });
    await over.end();
    await api.session({ stays: "ACTIVATING" });

    const by = (FilterExpression: string) => find(api, { FilterExpression });
    expect(await by("")).toEqual(["three", "it's two", "one"]);
    expect(await by("playerSessionCount>=2 AND hasAvailablePlayerSessions=true")).toEqual(["one"]);
    expect(await by("gameServerSessionProperties.mode='ranked'")).toEqual(["one"]);
    expect(await by("gameServerSessionProperties.mode<>'ranked'")).toEqual(["three", "it's two"]);
    expect(await by("gameServerSessionName='it\\'s two' OR maximumSessions>4")).toEqual(["three", "it's two"]);
    expect(await by(`creationTimeMillis<${String(betweenMs)}`)).toEqual(["one"]);
    expect(await by(`gameServerSessionId=${first.id}`)).toEqual(["one"]);
    expect(await by(`NOT gameServerSessionId='${first.id}' AND NOT (maximumSessions=20)`)).toEqual(["it's two"]);
    expect(await find(api, { FleetId: "fleet-2" })).toEqual(["elsewhere"]);
    expect(await find(api, { FleetId: "fleet-none" })).toEqual([]);
  });

  test("sorts by each field, up or down", async () => {
    const api = await useCloudApi();
    await make(api, { Name: "b", MaximumPlayerSessionCount: 9, players: ["x"] });
    await api.clock.advance(10);
    await make(api, { Name: "a", MaximumPlayerSessionCount: 7 });
    await api.clock.advance(10);
    await make(api, { Name: "c", MaximumPlayerSessionCount: 8, players: ["x", "y"] });
    const by = async (SortExpression: string) => (await find(api, { SortExpression })).join("");
    expect(await by("gameServerSessionName")).toBe("abc");
    expect(await by("gameServerSessionName DESC")).toBe("cba");
    expect(await by("creationTimeMillis ASC")).toBe("bac");
    expect(await by("maximumSessions ASC")).toBe("acb");
    expect(await by("playerSessionCount desc")).toBe("cba");
    expect(await by("gameServerSessionId DESC")).toBe("cab");
  });

  test("shows a session as it is now: who joined, what was changed, that it ended", async () => {
    const api = await useCloudApi();
    const { id, end } = await make(api, { Name: "room", MaximumPlayerSessionCount: 1 });
    const free = { FilterExpression: "hasAvailablePlayerSessions=true" };
    expect(await find(api, free)).toEqual(["room"]);
    await api.client.call("JoinGameServerSession", { GameServerSessionId: id, PlayerId: "ada" });
    expect(await find(api, free)).toEqual([]);
    await api.client.call("UpdateGameServerSession", {
      GameServerSessionId: id,
      MaximumPlayerSessionCount: 2,
      Name: "hall",
    });
    expect(await find(api, free)).toEqual(["hall"]);
    await end();
    expect(await find(api, {})).toEqual([]);
  });

  test("answers from memory: neither the history nor anything written in it reaches the database", async () => {
    const api = await useCloudApi();
    const name = "'); DROP TABLE sessions; --";
    await make(api, { Name: name });
    const { journal } = api;
    const asked: string[] = [];
    for (const question of ["session", "sessions", "fleet", "fleets"] as const)
      journal[question] = () => {
        asked.push(question);
        throw new Error("the database was asked");
      };
    expect(await find(api, { FilterExpression: "gameServerSessionName='\\'); DROP TABLE sessions; --'" })).toEqual([
      name,
    ]);
    expect(asked).toEqual([]);
  });

  test("tells what is wrong, and at which column", async () => {
    const api = await useCloudApi();
    const wrong = async (request: Search) => refusal(api, "SearchGameServerSessions", request);
    const filter = await wrong({ FleetId: "fleet-1", FilterExpression: "playerSessionCount >> 2" });
    expect([filter.code, filter.message]).toEqual([
      "InvalidParameterValue",
      'the parameter "FilterExpression" is wrong at column 20: "playerSessionCount" takes no ">>": it takes =, <>, >, >=, < or <=',
    ]);
    const sort = await wrong({ FleetId: "fleet-1", SortExpression: "playerSessionCount UP" });
    expect([sort.code, sort.message]).toEqual([
      "InvalidParameterValue",
      'the parameter "SortExpression" is wrong at column 20: found "UP", and ASC, DESC or the end must come after playerSessionCount',
    ]);
    expect((await wrong({ FleetId: "fleet-1", FilterExpression: "x".repeat(100_000) })).code).toBe(
      "InvalidParameterValue",
    );
    expect(await wrong({})).toMatchObject({
      code: "InvalidParameter",
      message: 'the parameters "FleetId" and "AliasId" are both missing: give one of them',
    });
    expect((await wrong({ AliasId: "alias-1" })).code).toBe("InvalidParameterValue");
    expect((await wrong({ FleetId: "fleet-1", Limit: 0 })).code).toBe("InvalidParameterValue");
  });

  test("gives twenty unless told otherwise", async () => {
    const api = await useCloudApi();
    for (let made = 0; made < 21; made++) await make(api);
    const one = await api.client.call("SearchGameServerSessions", { FleetId: "fleet-1" });
    expect(one.GameServerSessions).toHaveLength(20);
    const { GameServerSessions, NextToken } = await api.client.call("SearchGameServerSessions", {
      FleetId: "fleet-1",
      NextToken: one.NextToken,
    });
    expect([GameServerSessions.length, NextToken]).toEqual([1, ""]);
  });

  test("takes a NextToken for the search alone that it was given for", async () => {
    const api = await useCloudApi();
    for (let made = 0; made < 3; made++) await make(api, { Name: `room ${made}` });
    const search = {
      FleetId: "fleet-1",
      FilterExpression: "maximumSessions=4",
      SortExpression: "gameServerSessionName",
      Limit: 1,
    };
    const { NextToken } = await api.client.call("SearchGameServerSessions", search);
    expect(NextToken).toMatch(/^ntoken-/);
    expect(await find(api, { ...search, NextToken, Limit: 5 })).toEqual(["room 1", "room 2"]);
    const listed = await api.client.call("DescribeGameServerSessions", { FleetId: "fleet-1", Limit: 1 });
    for (const other of [
      { FleetId: "fleet-2" },
      { FilterExpression: "" },
      { SortExpression: "gameServerSessionName DESC" },
      { NextToken: "room 1" },
      { NextToken: `${NextToken}AA` },
      { NextToken: NextToken.replace(/^ntoken-./, "ntoken-z") },
      { NextToken: listed.NextToken },
      { NextToken: "x".repeat(1_024) },
    ])
      expect((await refusal(api, "SearchGameServerSessions", { ...search, NextToken, ...other })).code).toBe(
        "InvalidParameterValue",
      );
    // Nor one that another host's data gave.
    const empty = await useCloudApi();
    expect((await refusal(empty, "SearchGameServerSessions", { ...search, NextToken })).code).toBe(
      "InvalidParameterValue",
    );
  });

  test("says where a page ended also by the longest name, and any", async () => {
    const api = await useCloudApi();
    for (const name of ["房".repeat(1_024), `${"房".repeat(300)}间`, "🏝".repeat(512), "\u0001", "a b"])
      await make(api, { Name: name });
    const seen: string[] = [];
    let NextToken = "";
    do {
      const page = await api.client.call("SearchGameServerSessions", {
        FleetId: "fleet-1",
        SortExpression: "gameServerSessionName",
        Limit: 1,
        NextToken,
      });
      seen.push(...page.GameServerSessions.map(({ Name }) => Name.slice(0, 3)));
      NextToken = page.NextToken;
    } while (NextToken !== "" && seen.length < 10);
    expect(seen).toEqual(["\u0001", "a b", "房房房", "房房房", "🏝🏝".slice(0, 3)]);
  });

  test.each([
    ["", "ASC"],
    ["creationTimeMillis", "ASC"],
    ["creationTimeMillis", "DESC"],
    ["gameServerSessionName", "ASC"],
    ["gameServerSessionName", "DESC"],
    ["gameServerSessionId", "ASC"],
    ["maximumSessions", "DESC"],
    ["playerSessionCount", "ASC"],
  ])("neither skips nor repeats a session that stays while others come and go: by %s %s", async (field, direction) => {
    const random = aRandom(field.length + direction.length);
    const api = await useCloudApi();
    const there = new Map<string, Made>();
    const come = async (): Promise<void> => {
      await api.clock.advance(Math.floor(random() * 3));
      const made = await make(api, {
        Name: `room ${Math.floor(random() * 10)}`,
        MaximumPlayerSessionCount: 2 + Math.floor(random() * 4),
        players: ["a", "b"].slice(Math.floor(random() * 3)),
        GameProperties: [{ Key: "mode", Value: random() < 0.8 ? "ranked" : "casual" }],
      });
      there.set(made.id, made);
    };
    for (let made = 0; made < 40; made++) await come();

    const search = {
      FleetId: "fleet-1",
      FilterExpression: "gameServerSessionProperties.mode = 'ranked'",
      SortExpression: field === "" ? "" : `${field} ${direction}`,
    };
    const { GameServerSessions: atFirst, NextToken: none } = await api.client.call("SearchGameServerSessions", {
      ...search,
      Limit: 100,
    });
    expect(none).toBe("");
    const seen: string[] = [];
    let NextToken = "";
    do {
      const page = await api.client.call("SearchGameServerSessions", { ...search, Limit: 4, NextToken });
      seen.push(...page.GameServerSessions.map(({ GameServerSessionId }) => GameServerSessionId));
      NextToken = page.NextToken;
      for (let change = 0; change < 3; change++) {
        await come();
        // Also the one where the page ended, which the token names.
        const ids = [...there.keys()];
        const id = change === 0 ? (seen.at(-1) ?? "") : (ids[Math.floor(random() * ids.length)] ?? "");
        await there.get(id)?.end();
        there.delete(id);
      }
    } while (NextToken !== "" && seen.length < 200);
    expect(NextToken).toBe("");
    expect(new Set(seen).size).toBe(seen.length);
    const stayed = atFirst.map(({ GameServerSessionId }) => GameServerSessionId).filter((id) => there.has(id));
    expect(stayed.length).toBeGreaterThan(5);
    expect(seen.filter((id) => stayed.includes(id))).toEqual(stayed);
  });

  test("goes on behind sessions that have ended", async () => {
    const api = await useCloudApi();
    const made: Made[] = [];
    for (let number = 0; number < 4; number++) made.push(await make(api, { Name: `room ${number}` }));
    const search = { SortExpression: "gameServerSessionName", Limit: 2 };
    const { NextToken } = await api.client.call("SearchGameServerSessions", { FleetId: "fleet-1", ...search });
    await made[1]?.end();
    await made[2]?.end();
    expect(await find(api, { ...search, NextToken })).toEqual(["room 3"]);
  });

  test("is the same for Tencent's own client, by POST and by GET", async () => {
    const api = await useCloudApi();
    for (const name of ["a", "b", "c"])
      await make(api, { Name: name, GameProperties: [{ Key: "map-name", Value: "it's ice & fire+" }] });
    await make(api, { Name: "d" });
    for (const reqMethod of ["POST", "GET"] as const)
      for (const signMethod of ["TC3-HMAC-SHA256", "HmacSHA1"] as const) {
        const sdk = useTencentSdk(api.address, { reqMethod, signMethod });
        const search = {
          FleetId: "fleet-1",
          FilterExpression: "gameServerSessionProperties.map-name = 'it\\'s ice & fire+' AND playerSessionCount>=0",
          SortExpression: "gameServerSessionName DESC",
          Limit: 2,
        };
        const first = await sdk.SearchGameServerSessions(search);
        expect(first.GameServerSessions).toMatchObject([
          { Name: "c", Status: "ACTIVE", FleetId: "fleet-1", MaximumPlayerSessionCount: 4 },
          { Name: "b" },
        ]);
        const { GameServerSessions, NextToken } = await sdk.SearchGameServerSessions({
          ...search,
          NextToken: first.NextToken!,
        });
        expect([GameServerSessions?.map(({ Name }) => Name), NextToken]).toEqual([["a"], ""]);
        expect(await codeOf(sdk.SearchGameServerSessions({ ...search, FilterExpression: "(" }))).toBe(
          "InvalidParameterValue",
        );
      }
  });
});
