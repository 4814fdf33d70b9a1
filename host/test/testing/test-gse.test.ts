import { describe, expect, test } from "vitest";
import { useServer, useTestGse } from "./use-test-gse.js";

describe("TestGse", () => {
  test("hosts a session of a real game server, from its start to its end", async () => {
    const gse = await useTestGse();
    const server = await useServer(gse);
    const session = await gse.startSession({ name: "room", maxPlayers: 3, gameProperties: { map: "harbour" } });

    expect(server.session).toMatchObject({ id: session.id, name: "room", maxPlayers: 3 });
    const [ada, bob] = await session.joinPlayers(["ada", "bob"]);
    await server.acceptPlayerSession(ada!.id);
    await server.acceptPlayerSession(bob!.id);
    await server.removePlayerSession(bob!.id);
    expect(session.players().map(({ playerId, status }) => `${playerId} ${status}`)).toEqual([
      "ada ACTIVE",
      "bob COMPLETED",
    ]);
    expect(session.info.currentPlayers).toBe(1);

    await server.terminateGameServerSession();
    expect(await session.ended()).toMatchObject({ status: "TERMINATED" });
    await server.close();
    expect(gse.processes).toEqual([]);
    expect(gse.calls.map(({ call }) => call)).toEqual([
      "ProcessReady",
      "ActivateGameServerSession",
      "AcceptPlayerSession",
      "AcceptPlayerSession",
      "RemovePlayerSession",
      "TerminateGameServerSession",
      "ProcessEnding",
    ]);
  });

  test("lets a reservation lapse after 60 s of virtual time, not before", async () => {
    const gse = await useTestGse();
    await useServer(gse);
    const session = await gse.startSession({ maxPlayers: 1 });
    await session.join("ada");
    await gse.advance(59_999);
    await expect(session.join("bob")).rejects.toMatchObject({ code: "REFUSED", refusal: { kind: "session-full" } });
    await gse.advance(1);
    expect(session.players()).toMatchObject([{ playerId: "ada", status: "TIMEDOUT" }]);
    await session.join("bob");
  });

  test("asks for health every minute, and the answers of three minutes are there when three minutes have passed", async () => {
    const gse = await useTestGse();
    let asked = 0;
    await useServer(gse, { onHealthCheck: () => ++asked > 0 });
    await gse.advance(180_000);
    expect(asked).toBe(3);
    expect(gse.callbacks.map(({ callback, outcome }) => [callback, outcome?.kind])).toEqual(
      Array.from({ length: 3 }, () => ["OnHealthCheck", "ok"]),
    );
  });

  test("ends a process that is unhealthy three times", async () => {
    const gse = await useTestGse();
    const server = await useServer(gse, { onHealthCheck: () => false });
    const ended = gse.processEnded();
    for (const _ of [1, 2, 3]) expect(await gse.checkHealth()).toMatchObject({ isHealthy: false });
    expect(await ended).toMatchObject({ status: "TERMINATED" });
    await gse.settled();
    expect(server.state).toBe("ended");
  });

  test("tells a process until when it may stay", async () => {
    const gse = await useTestGse();
    const deadlines: (Date | null)[] = [];
    await useServer(gse, {
      onProcessTerminate: async ({ deadline, signal }) => {
        deadlines.push(deadline);
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    });
    const atMs = gse.clock.now() + 10_000;
    await gse.terminate({ inMs: 10_000 });
    expect(deadlines).toEqual([new Date(atMs)]);
    expect(gse.processes).toMatchObject([{ status: "ENDING" }]);
    await gse.advance(10_000);
    expect(gse.processes).toEqual([]);
    expect(await gse.processEnded()).toMatchObject({ statusReason: "it said ProcessEnding" });
  });

  test("counts a process that says nothing as ended by force at its deadline", async () => {
    const gse = await useTestGse();
    await useServer(gse);
    gse.faults.hang("*");
    await gse.terminate({ inMs: 10_000 });
    await gse.advance(9_999);
    expect(gse.processes).toHaveLength(1);
    await gse.advance(1);
    expect(await gse.processEnded()).toMatchObject({
      statusReason: "SERVER_PROCESS_FORCE_TERMINATED: a test ended it",
    });
  });

  test("says that there is no process, to whoever wants something of one", async () => {
    const gse = await useTestGse();
    for (const wish of [() => gse.terminate(), () => gse.checkHealth(), () => gse.processEnded()])
      await expect(wish()).rejects.toMatchObject({ code: "NO_PROCESS" });
  });
});

describe("TestGse.startSession()", () => {
  test("is refused at once when no process is idle", async () => {
    const gse = await useTestGse();
    await expect(gse.startSession()).rejects.toMatchObject({
      name: "TestGseError",
      code: "REFUSED",
      refusal: { kind: "no-idle-process" },
    });
  });

  test("rejects with the game server's reason when its handler throws; the process takes the next one", async () => {
    const gse = await useTestGse();
    let isBroken = true;
    await useServer(gse, {
      onStartGameServerSession: () => {
        if (isBroken) throw new Error("the map is gone");
      },
    });
    await expect(gse.startSession()).rejects.toMatchObject({
      code: "SESSION_FAILED",
      message: expect.stringContaining("the map is gone") as string,
    });
    isBroken = false;
    expect((await gse.startSession()).status).toBe("ACTIVE");
  });

  test("rejects when the activation time is over", async () => {
    const gse = await useTestGse({ fleet: { activationTimeoutMs: 10_000 }, patienceMs: 50 });
    await useServer(gse, { onStartGameServerSession: () => new Promise(() => {}) });
    const start = gse.startSession();
    const failed = expect(start).rejects.toThrow("GAME_SESSION_ACTIVATION_TIMEOUT");
    await gse.advance(10_000);
    await failed;
  });

  test("says how things stand when it has waited for too long, and leaves when it is aborted", async () => {
    const gse = await useTestGse({ waitMs: 50 });
    await useServer(gse, { onStartGameServerSession: () => new Promise(() => {}) });
    await expect(gse.startSession()).rejects.toThrow(
      /waited 50 ms of real time for game server session ".*" to become ACTIVE.*not answered by the game server: OnStartGameServerSession/,
    );
    const reason = new Error("enough");
    const waiting = gse.nextCall("ProcessEnding", { signal: AbortSignal.abort(reason) });
    await expect(waiting).rejects.toBe(reason);
  });
});

describe("TestGse with several game servers", () => {
  test("takes each that has an address of its own for a process of its own", async () => {
    const gse = await useTestGse();
    const first = await useServer(gse, { clientPort: 7001 });
    const second = await useServer(gse, { clientPort: 7002, agentAddress: await gse.anotherAgentAddress() });
    expect(gse.processes.map(({ clientPort }) => clientPort)).toEqual([7001, 7002]);
    const sessions = [await gse.startSession(), await gse.startSession()];
    expect([first.session?.id, second.session?.id].sort()).toEqual(sessions.map(({ id }) => id).sort());
    await gse.advance(120_000);
    expect(gse.processes).toHaveLength(2);
  });
});

describe("TestGse.joinPlayers()", () => {
  test("gives all their slots, or none when there are too few", async () => {
    const gse = await useTestGse();
    const server = await useServer(gse);
    const session = await gse.startSession({ maxPlayers: 60 });
    const players = await session.joinPlayers(50);
    expect(players.map(({ playerId }) => playerId).slice(0, 2)).toEqual(["player-1", "player-2"]);
    await Promise.all(players.map(({ id }) => server.acceptPlayerSession(id)));
    await expect(session.joinPlayers(11)).rejects.toMatchObject({ refusal: { kind: "session-full" } });
    await session.joinPlayers(10);
    expect(session.info.currentPlayers).toBe(60);
    await gse.advance(60_000);
    expect(session.players().filter(({ status }) => status === "TIMEDOUT")).toHaveLength(10);
  });
});

describe("TestGse.close()", () => {
  test("leaves no socket and no timer, tells whoever still waits, and may be called twice", async () => {
    const gse = await useTestGse();
    const server = await useServer(gse);
    await gse.advance(61_000);
    await server.close();
    expect(gse.pendingTimers).toBe(0);
    const waiting = expect(gse.nextEvent("processReady")).rejects.toMatchObject({ code: "CLOSED" });
    await gse.close();
    await gse.close();
    await waiting;
    expect(gse.clock.pending).toBe(0);
    expect(() => gse.host).toThrow("cannot use it: this TestGse is closed");
  });
});
