import { GameServer, type GameServerOptions } from "gse-server-sdk";
import { grpcStatus } from "gse-server-sdk/wire";
import { TestGse, type TestGseOptions } from "gse-host/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { silent } from "./support/use-game-server.js";

// The game server on a real engine, in virtual time, while things go wrong.

async function useServerOnGse(options: Partial<GameServerOptions> = {}, gseOptions: TestGseOptions = {}) {
  const gse = await TestGse.start({ patienceMs: 100, ...gseOptions });
  onTestFinished(() => gse.close());
  const server = new GameServer({
    clientPort: 7777,
    agentAddress: gse.agentAddress,
    clock: gse.clock,
    logger: silent,
    ...options,
  });
  onTestFinished(async () => {
    gse.faults.restore();
    await gse.inRealTime(server.close({ timeoutMs: 1 }));
  });
  await server.processReady();
  return { gse, server };
}

describe("a game server whose agent's answers get lost", () => {
  test("has 50 players accepted once each, though five calls fail", async () => {
    const { gse, server } = await useServerOnGse();
    const session = await gse.startSession({ maxPlayers: 50 });
    const players = await session.joinPlayers(50);
    gse.faults.fail("AcceptPlayerSession", grpcStatus.UNAVAILABLE, { times: 5 });
    await gse.inRealTime(Promise.all(players.map(({ id }) => server.acceptPlayerSession(id))));
    expect(gse.events.filter(({ type }) => type === "playerAccepted")).toHaveLength(50);
    expect(server.players.size).toBe(50);
    expect(session.info.currentPlayers).toBe(50);
    const accepts = gse.calls.filter(({ call }) => call === "AcceptPlayerSession");
    expect([accepts.length, new Set(accepts.map(({ requestId }) => requestId)).size]).toEqual([55, 50]);
  });

  test("is told of a player by its deadline at the latest when the agent hangs", async () => {
    const { gse, server } = await useServerOnGse({ callTimeoutMs: 5_000 });
    const session = await gse.startSession();
    const ada = await session.join("ada");
    using _hang = gse.faults.hang("AcceptPlayerSession");
    const accepted = expect(server.acceptPlayerSession(ada.id)).rejects.toMatchObject({
      code: "SERVICE_CALL_TIMED_OUT",
    });
    await gse.advance(5_000);
    await accepted;
  });

  test("becomes ACTIVE though the answer to its activation came too late", async () => {
    const { gse, server } = await useServerOnGse();
    gse.faults.delay("ActivateGameServerSession", 2_000, { times: 1 });
    const session = await gse.startSession();
    await gse.advance(2_000);
    expect([session.status, server.state]).toEqual(["ACTIVE", "active"]);
  });
});

describe("a game server whose agent goes away", () => {
  test("announces itself again within two seconds of its return, with the same ports and session", async () => {
    const { gse, server } = await useServerOnGse();
    const session = await gse.startSession();
    const again = gse.nextEvent("processReady", (event) => event.again, { timeoutMs: 2_000 });
    await gse.restartAgent({ downMs: 10_000 });
    expect((await gse.inRealTime(again)).process).toMatchObject({ clientPort: 7777, sessionId: session.id });
    expect(server.state).toBe("active");
    expect(gse.events.filter(({ type }) => type === "sessionCreated")).toHaveLength(1);
  });

  test("plays on over the host's death, and is taken back with its players", async () => {
    const started: string[] = [];
    const { gse, server } = await useServerOnGse({ onStartGameServerSession: ({ id }) => void started.push(id) });
    const session = await gse.startSession();
    const [ada, bob] = await session.joinPlayers(2);
    await server.acceptPlayerSession(ada!.id);
    await gse.crashAndRestart({ downMs: 5_000 });
    await gse.inRealTime(server.acceptPlayerSession(bob!.id));
    expect(session.info).toMatchObject({ status: "ACTIVE", currentPlayers: 2 });
    expect(started).toEqual([session.id]);
    expect(server.players.size).toBe(2);
  });
});

describe("a game server that is told to end", () => {
  test("ends in order and in time though its farewell hangs", async () => {
    const { gse, server } = await useServerOnGse({ onProcessTerminate: () => new Promise(() => {}) });
    const session = await gse.startSession();
    const ada = await session.join("ada");
    await server.acceptPlayerSession(ada.id);
    await gse.terminate({ inMs: 10_000 });
    expect(server.state).toBe("ending");
    await gse.advance(9_999);
    expect(server.state).toBe("ended");
    expect(gse.calls.slice(-3).map(({ call }) => call)).toEqual([
      "RemovePlayerSession",
      "TerminateGameServerSession",
      "ProcessEnding",
    ]);
    expect(session.status).toBe("TERMINATED");
    expect(gse.pendingTimers).toBe(0);
  });

  test("ends in time though the agent answers nothing any more", async () => {
    const { gse, server } = await useServerOnGse();
    await gse.startSession();
    gse.faults.hang("*");
    await gse.terminate({ inMs: 60_000 });
    await gse.advance(60_000);
    expect(server.state).toBe("ended");
    expect(gse.pendingTimers).toBe(0);
  });
});
