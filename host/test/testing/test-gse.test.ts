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

  test("tells a process to end until an instant, and ends it by force when that has come", async () => {
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
  });
});
