import { connectAgent } from "gse-server-sdk/wire";
import { describe, expect, onTestFinished, test } from "vitest";
import { create, join, ready } from "../support/builders.js";
import { useAgent } from "./support/use-agent.js";

const noLimit = { deadlineAtMs: Infinity };
const any = {
  gameServerSessionId: "",
  playerId: "",
  playerSessionId: "",
  playerSessionStatusFilter: "",
  nextToken: "",
  limit: 0,
};

const useCrowd = async (count: number) => {
  const gse = await useAgent();
  await gse.ok(ready(101, { grpcPort: 1 }));
  const { id } = await gse.ok(create({ maxPlayers: 200 }));
  await gse.ok({ type: "activateGameServerSession", pid: 101, sessionId: id, maxPlayers: 0 });
  const players = await gse.ok(join(id, ...Array.from({ length: count }, (_, i) => `player-${String(i)}`)));
  const agent = connectAgent(gse.address, { pid: 101 });
  onTestFinished(() => {
    agent.close();
  });
  const list = (query: Partial<typeof any>) => agent.describePlayerSessions({ ...any, ...query }, noLimit);
  return { gse, id, players, list };
};

describe("DescribePlayerSessions", () => {
  test("gives pages newest first, 20 at a time unless told otherwise, until the token is empty", async () => {
    const { gse, id, players, list } = await useCrowd(45);
    const first = await list({ gameServerSessionId: id });
    expect(first.playerSessions).toHaveLength(20);
    await gse.ok(join(id, "late"));
    const seen = [...first.playerSessions];
    for (let { nextToken } = first; nextToken !== "";) {
      const page = await list({ gameServerSessionId: id, nextToken });
      seen.push(...page.playerSessions);
      nextToken = page.nextToken;
    }
    expect(seen.map(({ playerId }) => playerId)).toEqual(players.map(({ playerId }) => playerId).reverse());
    expect(await list({ gameServerSessionId: id, limit: 46 })).toMatchObject({ nextToken: "" });
    expect((await list({ gameServerSessionId: id, limit: 7 })).playerSessions).toHaveLength(7);
  });

  test("gives 100 at the most", async () => {
    const { id, list } = await useCrowd(120);
    const page = await list({ gameServerSessionId: id, limit: 1_000 });
    expect(page.playerSessions).toHaveLength(100);
    expect(page.nextToken).not.toBe("");
  });

  test("finds by player, player session and status, and shows what became of them", async () => {
    const { gse, id, players, list } = await useCrowd(3);
    const [first, second, third] = players;
    const command = { pid: 101, sessionId: id, requestId: "r" } as const;
    await gse.ok({ type: "acceptPlayerSession", ...command, playerSessionId: first!.id });
    await gse.ok({ type: "acceptPlayerSession", ...command, playerSessionId: second!.id });
    await gse.ok({ type: "removePlayerSession", ...command, playerSessionId: second!.id });
    await gse.clock.advance(60_000);
    const createdAt = BigInt(first!.createdAtMs / 1_000);
    const statusOf = async (playerSessionId: string) => (await list({ playerSessionId })).playerSessions[0];
    expect(await statusOf(first!.id)).toMatchObject({
      playerId: "player-0",
      playerData: "data of player-0",
      gameServerSessionId: id,
      fleetId: "fleet-1",
      ipAddress: "127.0.0.1",
      port: 7101,
      status: "ACTIVE",
      creationTime: createdAt,
      terminationTime: 0n,
    });
    expect(await statusOf(second!.id)).toMatchObject({ status: "COMPLETED", terminationTime: createdAt });
    expect(await statusOf(third!.id)).toMatchObject({ status: "TIMEDOUT", terminationTime: createdAt + 60n });
    expect((await list({ playerId: "player-2" })).playerSessions).toHaveLength(1);
    const timedOut = await list({ gameServerSessionId: id, playerSessionStatusFilter: "TIMEDOUT" });
    expect(timedOut.playerSessions.map(({ playerSessionId }) => playerSessionId)).toEqual([third!.id]);
    expect((await list({ playerId: "nobody" })).playerSessions).toEqual([]);
  });

  test("refuses a question about nobody, an unknown status, a negative limit and a foreign token", async () => {
    const { id, list } = await useCrowd(30);
    const { nextToken } = await list({ gameServerSessionId: id });
    const refused = (query: Partial<typeof any>) => expect(list(query)).rejects;
    await refused({}).toThrow(/gameServerSessionId, playerId and playerSessionId are all empty/);
    await refused({ gameServerSessionId: id, playerSessionStatusFilter: "GONE" }).toThrow(
      /"GONE"; give one of RESERVED/,
    );
    await refused({ gameServerSessionId: id, limit: -1 }).toThrow(/limit is -1/);
    await refused({ gameServerSessionId: id, nextToken: "ntoken-zz" }).toThrow(/was not given for this query/);
    await refused({ playerId: "player-1", nextToken }).toThrow(/was not given for this query/);
  });
});
