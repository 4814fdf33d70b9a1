import { describe, expect, test } from "vitest";
import type { GameServer, HostedSession } from "gse-server-sdk";
import { GseRefusal, grpcStatus } from "gse-server-sdk/wire";
import { HandClock } from "./support/hand-clock.js";
import { aWireSession, patiently, type TestAgent } from "./support/use-agent.js";
import { nextEvent, useActiveServer, useReadyServer } from "./support/use-game-server.js";

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `psess-${String(i)}`);
const accepts = (agent: TestAgent): number => agent.names().filter((name) => name === "acceptPlayerSession").length;

describe("GameServer.acceptPlayerSession()", () => {
  test("takes 50 at the same moment, 16 of them at a time", async () => {
    const { server, agent } = await useActiveServer({}, aWireSession({ maxPlayers: 50 }));
    let now = 0;
    let most = 0;
    agent.on("acceptPlayerSession", async () => {
      most = Math.max(most, ++now);
      await agent.process().healthCheck({ deadlineAtMs: Infinity });
      now -= 1;
    });
    await Promise.all(ids(50).map((id) => server.acceptPlayerSession(id)));
    expect(most).toBe(16);
    expect(server.slots).toEqual({ taken: 50, max: 50 });
  });

  test("asks once for all who come with the same player session at the same time", async () => {
    const { server, agent } = await useActiveServer();
    const accepted: string[] = [];
    server.on("playerSessionAccepted", ({ playerSessionId }) => void accepted.push(playerSessionId));
    await Promise.all(Array.from({ length: 5 }, () => server.acceptPlayerSession("psess-1")));
    expect([accepts(agent), accepted]).toEqual([1, ["psess-1"]]);
  });

  test("goes on for those who still wait when one gives up", async () => {
    const { server, agent } = await useActiveServer();
    let answer = (): void => {};
    agent.on("acceptPlayerSession", () => new Promise<void>((resolve) => (answer = resolve)));
    const arrived = agent.next("acceptPlayerSession");
    const controller = new AbortController();
    const first = server.acceptPlayerSession("psess-1", { signal: controller.signal });
    const second = server.acceptPlayerSession("psess-1");
    await arrived;
    controller.abort(new Error("left"));
    await expect(first).rejects.toThrow("left");
    answer();
    await second;
    expect(server.slots.taken).toBe(1);
  });

  test("ends by its deadline, also while it waits for its turn", async () => {
    const clock = new HandClock();
    const { server, agent } = await useActiveServer({ clock });
    agent.on("acceptPlayerSession", () => new Promise(() => {}));
    const first = ids(16).map((id) => server.acceptPlayerSession(id).catch(() => {}));
    const late = server.acceptPlayerSession("late", { timeoutMs: 1_000 });
    const failed = expect(late).rejects.toThrow(
      '[SERVICE_CALL_TIMED_OUT] cannot accept player session "late": 16 others are being accepted, and its turn ' +
        "did not come within 1000 ms; GSE was not asked",
    );
    clock.advance(1_000);
    await failed;
    clock.advance(4_000);
    await Promise.all(first);
    agent.on("acceptPlayerSession", async () => {});
    await server.acceptPlayerSession("next");
    expect([...server.players]).toEqual(["next"]);
  });

  test("rejects when the session ends before the answer", async () => {
    const { server, agent } = await useActiveServer();
    let answer = (): void => {};
    agent.on("acceptPlayerSession", () => new Promise<void>((resolve) => (answer = resolve)));
    const arrived = agent.next("acceptPlayerSession");
    const accept = server.acceptPlayerSession("psess-1");
    await arrived;
    await server.terminateGameServerSession();
    answer();
    await expect(accept).rejects.toMatchObject({ code: "GAME_SERVER_SESSION_NOT_READY" });
    expect(server.slots).toEqual({ taken: 0, max: 0 });
  });

  test.each([
    ["player-session-not-found", "UNEXPECTED_PLAYER_SESSION", "unknown"],
    ["player-session-expired", "UNEXPECTED_PLAYER_SESSION", "expired"],
    ["player-session-used", "UNEXPECTED_PLAYER_SESSION", "used"],
    ["session-full", "UNEXPECTED_PLAYER_SESSION", "full"],
    ["session-closed", "UNEXPECTED_PLAYER_SESSION", "closed"],
    ["session-not-active", "GAME_SERVER_SESSION_NOT_READY", "session-not-active"],
    ["wrong-process", "GAME_SERVER_SESSION_NOT_READY", "wrong-process"],
    ["process-not-ready", "PROCESS_NOT_READY", "process-not-ready"],
    [undefined, "UNEXPECTED_PLAYER_SESSION", "unknown"],
    [undefined, "GAME_SERVER_SESSION_NOT_READY", "session-not-active"],
    ["of-the-future", "UNEXPECTED_PLAYER_SESSION", "unknown"],
    [undefined, "INTERNAL_SERVICE_EXCEPTION", undefined],
  ])("tells by its reason why not: %s, %s", async (told, code, reason) => {
    const { server, agent } = await useActiveServer();
    agent.on("acceptPlayerSession", () =>
      Promise.reject(new GseRefusal(grpcStatus.FAILED_PRECONDITION, code, "no", told)),
    );
    await expect(server.acceptPlayerSession("psess-1")).rejects.toMatchObject({
      code,
      reason,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });
});

describe("GameServer.slots", () => {
  test("counts of as many as the session was activated for", async () => {
    const { server } = await useActiveServer({
      autoActivate: false,
    });
    expect(server.slots).toEqual({ taken: 0, max: 0 });
    await server.activateGameServerSession(4);
    expect(server.slots).toEqual({ taken: 0, max: 4 });
    await server.acceptPlayerSession("psess-1");
    expect(server.slots).toEqual({ taken: 1, max: 4 });
  });

  test.each([
    [0, 10],
    [99, 10],
  ])("knows that activating for %d leaves the session's own number", async (maxPlayers, max) => {
    const { server } = await useActiveServer({ autoActivate: false });
    await server.activateGameServerSession(maxPlayers);
    expect(server.slots.max).toBe(max);
  });
});

describe("GameServer.allPlayerSessions()", () => {
  test("reads page after page, only as far as it is asked", async () => {
    const { server, agent } = await useActiveServer();
    agent.on("describePlayerSessions", async ({ nextToken }) => {
      const page = nextToken === "" ? 0 : Number(nextToken);
      return {
        nextToken: page === 2 ? "" : String(page + 1),
        playerSessions: [aWirePlayer(page, 0), aWirePlayer(page, 1)],
      };
    });
    const all: string[] = [];
    for await (const { id } of server.allPlayerSessions({ status: "ACTIVE" })) all.push(id);
    expect(all).toEqual(["psess-0-0", "psess-0-1", "psess-1-0", "psess-1-1", "psess-2-0", "psess-2-1"]);
    const asked = agent.calls.length;
    for await (const _ of server.allPlayerSessions()) break;
    expect(agent.calls.length).toBe(asked + 1);
  });

  test("ends when an agent gives the same page for ever", async () => {
    const { server, agent } = await useActiveServer();
    agent.on("describePlayerSessions", async () => ({ nextToken: "again", playerSessions: [] }));
    for await (const _ of server.allPlayerSessions());
    expect(agent.names().filter((name) => name === "describePlayerSessions")).toHaveLength(2);
  });
});

describe("numbers and policies of the session", () => {
  test("are told one after the other, so that the last one counts", async () => {
    const { server, agent } = await useActiveServer();
    const told: number[] = [];
    agent.on("reportCustomData", async ({ currentCustomCount }) => {
      if (currentCustomCount === 1) await agent.process().healthCheck({ deadlineAtMs: Infinity });
      told.push(currentCustomCount);
    });
    await Promise.all([1, 2, 3].map((current) => server.reportCustomData({ current, max: 3 })));
    expect(told).toEqual([1, 2, 3]);
  });
});

const aWirePlayer = (page: number, i: number) => ({
  playerSessionId: `psess-${String(page)}-${String(i)}`,
  playerId: "ada",
  gameServerSessionId: "gssess-1",
  fleetId: "fleet-1",
  ipAddress: "127.0.0.1",
  status: "ACTIVE",
  creationTime: 1_700_000_000n,
  terminationTime: 0n,
  port: 2000,
  playerData: "",
  dnsName: "",
});

describe("GameServer.removePlayerSession()", () => {
  const removals = (agent: TestAgent): number => agent.names().filter((name) => name === "removePlayerSession").length;

  test.each([
    ["terminated", { code: "GAME_SERVER_SESSION_NOT_READY" }, (server) => server.terminateGameServerSession()],
    ["ended with its process", { code: "PROCESS_NOT_ACTIVE" }, (server) => server.close()],
  ] satisfies readonly (readonly [string, object, (server: GameServer) => Promise<void>])[])(
    "resolves once for a player who was in the session that was %s, and refuses all else",
    async (_how, refusal, end) => {
      const { server, agent } = await useActiveServer();
      await server.acceptPlayerSession("psess-1");
      await end(server);
      const told = removals(agent);
      await server.removePlayerSession("psess-1");
      for (const stranger of ["psess-1", "psess-2"])
        await expect(server.removePlayerSession(stranger)).rejects.toMatchObject(refusal);
      expect(removals(agent)).toBe(told);
    },
  );

  test("resolves while a next session is played already", async () => {
    const { server, gse, agent } = await useActiveServer();
    await server.acceptPlayerSession("psess-1");
    await server.terminateGameServerSession();
    await gse.startGameServerSession(aWireSession({ gameServerSessionId: "gssess-2" }), patiently);
    await server.removePlayerSession("psess-1");
    expect(removals(agent)).toBe(0);
  });

  test("resolves for a player whom the process's end is removing at that moment", async () => {
    const { server, agent } = await useActiveServer();
    await server.acceptPlayerSession("psess-1");
    let left: Promise<void> | undefined;
    agent.on("removePlayerSession", async () => {
      left ??= server.removePlayerSession("psess-1");
      await left;
    });
    await server.close();
    await left;
    expect(removals(agent)).toBe(1);
  });

  test("resolves for a player whom a guard removed", async () => {
    const clock = new HandClock();
    const { server, agent } = await useActiveServer({ clock, guards: { longestMs: 60_000 } });
    await server.acceptPlayerSession("psess-1");
    const ended = nextEvent(server, "sessionEnded");
    clock.advance(60_000);
    await ended;
    await server.removePlayerSession("psess-1");
    expect(removals(agent)).toBe(1);
  });

  test.each([
    ["resolves when the session is over then", async () => {}, 0],
    ["tells GSE when the session goes on", () => Promise.reject(new Error("disk")), 1],
  ])("waits for a termination that is under way, and %s", async (_what, answer, told) => {
    const { server, agent } = await useActiveServer();
    await server.acceptPlayerSession("psess-1");
    let left: Promise<void> | undefined;
    agent.on("terminateGameServerSession", async () => {
      left = server.removePlayerSession("psess-1");
      await answer();
    });
    await server.terminateGameServerSession().catch(() => {});
    await left;
    expect(removals(agent)).toBe(told);
  });

  test("resolves in a loop over sessions, too, when the session is over", async () => {
    const { server, gse } = await useReadyServer();
    const sessions = server.sessions();
    const start = gse.startGameServerSession(aWireSession(), patiently);
    const { value: session } = (await sessions.next()) as { value: HostedSession };
    await session.activate();
    await start;
    await session.acceptPlayerSession("psess-1");
    await session.terminate();
    await session.removePlayerSession("psess-1");
    await expect(session.removePlayerSession("psess-1")).rejects.toMatchObject({
      code: "GAME_SERVER_SESSION_NOT_READY",
    });
  });
});
