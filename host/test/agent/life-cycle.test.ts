import { describe, expect, test } from "vitest";
import { create, join } from "../support/builders.js";
import { textLike } from "../support/text-like.js";
import type { TestGameServer } from "./support/test-game-server.js";
import { useAgent } from "./support/use-agent.js";
import { useForeignGameServer } from "./support/use-foreign-game-server.js";
import { useOurGameServer } from "./support/use-our-game-server.js";

type Use = (options: { readonly agentAddress: string; readonly pid: number }) => Promise<TestGameServer>;

const gameServers: Readonly<Record<string, Use>> = {
  "a game server on the SDK's wire": useOurGameServer,
  "a foreign game server of the final generation": (options) =>
    useForeignGameServer({ ...options, generation: "final" }),
  "a foreign game server of the old generation": (options) => useForeignGameServer({ ...options, generation: "old" }),
  "a foreign game server that sends nothing but its pid": (options) =>
    useForeignGameServer({ ...options, generation: "old", sendsRequestId: false }),
};

describe.each(Object.entries(gameServers))("%s", (_name, use) => {
  const useGame = async () => {
    const gse = await useAgent();
    const server = await use({ agentAddress: gse.address, pid: 101 });
    await server.ready();
    return { gse, server };
  };
  const active = async ({ gse, server }: Awaited<ReturnType<typeof useGame>>) => {
    const { id } = await gse.ok(
      create({
        name: "竞技场",
        maxPlayers: 3,
        gameServerSessionData: "map=ice",
        gameProperties: [
          { key: "mode", value: "duel" },
          { key: "empty", value: "" },
        ],
      }),
    );
    await gse.event("sessionActivated", ({ session }) => session.id === id);
    expect(server.started.at(-1)?.sessionId).toBe(id);
    return id;
  };

  test("goes through its whole life: ready, session, players, next session, end", async () => {
    const { gse, server } = await useGame();
    const id = await active({ gse, server });
    expect(server.started).toEqual([
      {
        sessionId: id,
        fleetId: "fleet-1",
        name: "竞技场",
        maxPlayers: 3,
        joinable: true,
        port: server.clientPort,
        ipAddress: "127.0.0.1",
        data: "map=ice",
        properties: ["mode=duel", "empty="],
      },
    ]);

    const [ada, bob] = await gse.ok(join(id, "ada", "bob"));
    await server.accept(id, ada!.id);
    await server.accept(id, bob!.id);
    await server.remove(id, bob!.id);
    expect(await server.players(id)).toMatchObject([
      { playerSessionId: bob!.id, playerId: "bob", status: "COMPLETED" },
      { playerSessionId: ada!.id, playerId: "ada", status: "ACTIVE" },
    ]);
    await server.setPolicy(id, "DENY_ALL");
    await server.report(1, 3);
    expect(gse.host.reads.session(id)).toMatchObject({
      status: "ACTIVE",
      currentPlayers: 1,
      playerSessionCreationPolicy: "DENY_ALL",
      currentCustomCount: 1,
      maxCustomCount: 3,
    });
    await server.terminate(id);
    expect(gse.host.reads.session(id)?.status).toBe("TERMINATED");
    expect(gse.host.reads.player(ada!.id)?.status).toBe("COMPLETED");

    const second = await active({ gse, server });
    expect(second).not.toBe(id);
    await server.ending();
    expect(gse.host.reads.session(second)?.status).toBe("TERMINATED");
    expect(gse.host.counts()).toEqual({ processes: 0, idleProcesses: 0, sessions: 0, players: 0 });
    expect(gse.faults).toEqual([]);
  });

  test("that refuses a session has it end in ERROR with its reason, and gets the next one", async () => {
    const { gse, server } = await useGame();
    server.refuseStart = "the map is missing";
    const refused = await gse.ok(create());
    const { session } = await gse.event("sessionEnded");
    expect(session).toMatchObject({
      id: refused.id,
      status: "ERROR",
      statusReason: textLike(/^OnStartGameServerSession was refused: .*the map is missing/),
    });
    server.refuseStart = undefined;
    await active({ gse, server });
  });

  test("is asked for its health every 60 s; what it says counts", async () => {
    const { gse, server } = await useGame();
    const checks = (isHealthy: boolean) =>
      gse.events.filter((told) => told.type === "healthChecked" && told.isHealthy === isHealthy).length;
    await gse.clock.advance(60_000);
    await gse.event("healthChecked");
    server.isHealthy = false;
    for (const count of [1, 2, 3]) {
      await gse.clock.advance(60_000);
      await gse.event("healthChecked", () => checks(false) === count);
    }
    expect(checks(true)).toBe(1);
    await gse.event("processShielded");
    const { process } = await gse.event("processAskedToEnd");
    expect(await server.terminations.next()).toBe(String(Math.ceil(process.endsAtMs! / 1_000)));
  });

  test("under full protection is told to go without a deadline, and ends its session when it suits it", async () => {
    const { gse, server } = await useGame();
    const id = await active({ gse, server });
    await gse.ok({ type: "updateGameServerSession", sessionId: id, protectionPolicy: "FullProtection" });
    server.isHealthy = false;
    for (const count of [1, 2, 3]) {
      await gse.clock.advance(60_000);
      await gse.event("healthChecked", () => gse.events.filter(({ type }) => type === "healthChecked").length >= count);
    }
    expect(await server.terminations.next()).toBe("-1");
    await gse.clock.advance(86_400_000);
    expect(gse.host.reads.session(id)?.status).toBe("ACTIVE");
    await server.terminate(id);
    await server.ending();
    expect(gse.host.counts().processes).toBe(0);
  });

  test("is told when it is ended by the API, and its own ending is waited for", async () => {
    const { gse, server } = await useGame();
    const id = await active({ gse, server });
    const endsAtMs = gse.clock.now() + 30_000;
    await gse.ok({ type: "endGameServerSessionAndProcess", target: { sessionId: id } });
    expect(await server.terminations.next()).toBe(String(endsAtMs / 1_000));
    expect(gse.host.reads.session(id)?.status).toBe("TERMINATING");
    await server.terminate(id);
    await server.ending();
    expect(gse.host.reads.session(id)?.status).toBe("TERMINATED");
  });

  test("that is gone when its session is to start has it end in ERROR", async () => {
    const { gse, server } = await useGame();
    await server.exit();
    await gse.ok(create());
    const { session } = await gse.event("sessionEnded");
    expect(session).toMatchObject({
      status: "ERROR",
      statusReason: textLike(/^OnStartGameServerSession got no answer: .*127\.0\.0\.1:\d+/),
    });
    expect(gse.host.counts().idleProcesses).toBe(0);
  });

  test("goes on with its session when the host is restarted", async () => {
    const { gse, server } = await useGame();
    const id = await active({ gse, server });
    const [ada, bob] = await gse.ok(join(id, "ada", "bob"));
    await server.accept(id, ada!.id);
    await gse.restart();
    await server.accept(id, bob!.id);
    await server.ready();
    expect(gse.host.reads.session(id)).toMatchObject({ status: "ACTIVE", currentPlayers: 2 });
    expect(server.started).toHaveLength(1);
    await server.terminate(id);
    await active({ gse, server });
  });
});
