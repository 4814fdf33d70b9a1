import { GameServer } from "gse-server-sdk";
import { describe, expect, test } from "vitest";
import { create } from "../support/builders.js";
import { useAgent } from "./support/use-agent.js";
import { useForeignGameServer } from "./support/use-foreign-game-server.js";
import { useOurGameServer } from "./support/use-our-game-server.js";

describe("the way back to a game server", () => {
  test("follows the process when it comes back at another port", async () => {
    const gse = await useAgent();
    const before = await useOurGameServer({ agentAddress: gse.address, pid: 101 });
    await before.ready();
    await gse.clock.advance(60_000);
    await gse.event("healthChecked", ({ isHealthy }) => isHealthy);
    await before.exit();
    const after = await useOurGameServer({ agentAddress: gse.address, pid: 101, clientPort: 8_001 });
    await after.ready();
    const { id } = await gse.ok(create());
    await gse.event("sessionActivated");
    expect(after.started).toMatchObject([{ sessionId: id, port: 8_001 }]);
    expect(before.started).toEqual([]);
  });

  test("serves a program that plays several processes at one port", async () => {
    const gse = await useAgent();
    const program = await useOurGameServer({ agentAddress: gse.address, pid: 101 });
    await program.ready();
    const { process } = await gse.event("processReady");
    const { grpcPort } = process;
    await gse.ok({
      type: "processReady",
      pid: 102,
      startedAt: "x",
      groupLeader: 102,
      clientPort: 7_102,
      grpcPort,
      logPaths: [],
    });
    await gse.clock.advance(60_000);
    await gse.event("healthChecked", ({ process: { pid } }) => pid === 102);
    await gse.ok({ type: "processEnding", pid: 102 });
    await gse.ok(create());
    await gse.event("sessionActivated");
    expect(program.started).toHaveLength(1);
  });

  test("hears from a process that ends that it takes no session any more, before its ProcessEnding comes", async () => {
    const gse = await useAgent();
    let sayFarewell = (): void => undefined;
    const farewell = new Promise<void>((resolve) => (sayFarewell = resolve));
    const nothing = (): void => undefined;
    const game = new GameServer({
      clientPort: 7_001,
      agentAddress: gse.address,
      logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      onProcessTerminate: () => farewell,
    });
    await game.processReady();
    const closed = game.close();
    const { id } = await gse.ok(create());
    const { process } = await gse.event("processAskedToEnd");
    expect(process.statusReason).toBe("it said that it is ending");
    expect(gse.host.reads.session(id)?.status).toBe("ERROR");
    expect(gse.host.counts().idleProcesses).toBe(0);
    sayFarewell();
    await closed;
  });

  test("gives up when the session must be ACTIVE, not before", async () => {
    const gse = await useAgent();
    const server = await useForeignGameServer({ agentAddress: gse.address, pid: 101, generation: "final" });
    await server.ready();
    // A game server that never answers: it says so only after its session is over.
    server.onStart = () => new Promise(() => undefined);
    const { id } = await gse.ok(create());
    await server.offered.next();
    await gse.clock.advance(599_999);
    expect(gse.host.reads.session(id)?.status).toBe("ACTIVATING");
    await gse.clock.advance(1);
    const { session } = await gse.event("sessionEnded");
    expect(session.status).toBe("ERROR");
    await gse.event("processAskedToEnd");
    expect(gse.faults).toEqual([]);
  });
});
