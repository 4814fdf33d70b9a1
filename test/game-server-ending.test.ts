import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import type { GameServer, GameServerOptions, ProcessTerminateEvent } from "gse-server-sdk";
import { connectGameServer, GseRefusal, grpcStatus, isUnreachable } from "gse-server-sdk/wire";
import { HandClock } from "./support/hand-clock.js";
import { aWireSession, patiently, useAgent } from "./support/use-agent.js";
import { nextEvent, silent, useActiveServer, useGameServer, useReadyServer } from "./support/use-game-server.js";

const sessionId = aWireSession().gameServerSessionId;
const toSeconds = (atMs: number): bigint => BigInt(Math.floor(atMs / 1_000));

/** A farewell that lasts until the test says so, and what it was told. */
function aFarewell(): {
  readonly onProcessTerminate: NonNullable<GameServerOptions["onProcessTerminate"]>;
  readonly begun: Promise<ProcessTerminateEvent>;
  readonly finish: () => void;
} {
  let begin: (event: ProcessTerminateEvent) => void = () => {};
  let finish: () => void = () => {};
  const begun = new Promise<ProcessTerminateEvent>((resolve) => (begin = resolve));
  const finished = new Promise<void>((resolve) => (finish = resolve));
  return {
    onProcessTerminate: (event) => {
      begin(event);
      return finished;
    },
    begun,
    finish: () => finish(),
  };
}

describe("GameServer.close()", () => {
  test("denies new players, says farewell, removes who is left, ends session and process, in this order", async () => {
    const order: string[] = [];
    const { server, agent } = await useActiveServer({
      onProcessTerminate: async ({ reason }) => {
        order.push(...agent.names().slice(4), `farewell: ${reason}`);
        await server.removePlayerSession("psess-1");
      },
    });
    await server.acceptPlayerSession("psess-1");
    await server.acceptPlayerSession("psess-2");
    await server.close();
    expect(order).toEqual(["updatePlayerSessionCreationPolicy", "farewell: close"]);
    expect(agent.names().slice(4)).toEqual([
      "updatePlayerSessionCreationPolicy",
      "removePlayerSession",
      "removePlayerSession",
      "terminateGameServerSession",
      "processEnding",
    ]);
    expect(agent.calls[4]?.request["newPlayerSessionCreationPolicy"]).toBe("DENY_ALL");
    expect(agent.calls[6]?.request["playerSessionId"]).toBe("psess-2");
    expect([server.state, server.session, server.players.size]).toEqual(["ended", undefined, 0]);
  });

  test("tells of itself by events", async () => {
    const { server } = await useActiveServer();
    const seen: unknown[] = [];
    server.on("stateChanged", ({ to }) => void seen.push(to));
    server.on("terminationRequested", ({ reason, deadline }) => void seen.push([reason, deadline instanceof Date]));
    server.on("sessionEnded", ({ session, reason }) => void seen.push([session.id, reason]));
    server.on("closed", ({ reason }) => void seen.push(["closed", reason, server.state]));
    await server.close();
    expect(seen).toEqual(["ending", ["close", true], [sessionId, "terminated"], "ended", ["closed", "close", "ended"]]);
  });

  test("is one ending, however many ask for it", async () => {
    let farewells = 0;
    const { server, agent, gse } = await useActiveServer({
      onProcessTerminate: () => {
        farewells += 1;
      },
    });
    const terminated = gse.processTerminate(-1n, patiently);
    await Promise.all([server.close(), server.close(), server.processEnding(), terminated]);
    await server.close();
    await server[Symbol.asyncDispose]();
    expect(farewells).toBe(1);
    expect(agent.names().filter((name) => name === "processEnding")).toHaveLength(1);
  });

  test("calls nobody when the process was never reported ready", async () => {
    const farewell = aFarewell();
    const { server, agent } = await useGameServer(farewell);
    await server.close();
    expect(server.state).toBe("ended");
    expect(agent.calls).toEqual([]);
  });

  test("waits for a ProcessReady under way, so that GSE hears of the end too", async () => {
    const { server, agent } = await useGameServer();
    const closing: Promise<void>[] = [];
    agent.on("processReady", async () => {
      closing.push(server.close());
    });
    await expect(server.processReady()).rejects.toMatchObject({ code: "PROCESS_NOT_ACTIVE" });
    await closing[0];
    expect(agent.names()).toEqual(["processReady", "processEnding"]);
  });

  test("refuses a session whose start is under way, and aborts its signal", async () => {
    const signals: AbortSignal[] = [];
    const { server, agent, gse } = await useReadyServer({
      onStartGameServerSession: (_, { signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    const started = nextEvent(server, "sessionStarted");
    const start = gse.startGameServerSession(aWireSession(), patiently).catch((error: unknown) => error);
    await started;
    await server.close();
    expect(await start).toMatchObject({ code: "PROCESS_NOT_ACTIVE" });
    expect(signals[0]?.aborted).toBe(true);
    expect(agent.names()).toEqual(["processReady", "processEnding"]);
  });

  test("goes on past every step that fails", async () => {
    const { server, agent } = await useActiveServer({
      onProcessTerminate: () => {
        throw new Error("cannot save");
      },
    });
    await server.acceptPlayerSession("psess-1");
    const no = (): Promise<never> =>
      Promise.reject(new GseRefusal(grpcStatus.INTERNAL, "INTERNAL_SERVICE_EXCEPTION", ""));
    for (const name of [
      "updatePlayerSessionCreationPolicy",
      "removePlayerSession",
      "terminateGameServerSession",
      "processEnding",
    ] as const)
      agent.on(name, no);
    const ended = nextEvent(server, "sessionEnded");
    await server.close();
    expect(agent.names().slice(3)).toEqual([
      "updatePlayerSessionCreationPolicy",
      "removePlayerSession",
      "terminateGameServerSession",
      "processEnding",
    ]);
    expect(await ended).toMatchObject({ reason: "processEnd" });
    expect(server.state).toBe("ended");
  });

  test("does not wait for an agent that is gone more often than needed", async () => {
    const warnings: string[] = [];
    const { server, agent } = await useActiveServer({
      callTimeoutMs: 300,
      logger: { ...silent, warn: (_, message) => void warnings.push(message) },
    });
    await server.acceptPlayerSession("psess-1");
    await agent.close();
    await server.close();
    expect(server.state).toBe("ended");
    expect(warnings).toEqual([
      expect.stringContaining("while ending, could not deny new players: [SERVICE_CALL_FAILED]"),
      expect.stringContaining("GSE was not told that the process ends: [SERVICE_CALL_FAILED] ProcessEnding"),
    ]);
  });

  test("removes many players a few at a time", async () => {
    const { server, agent } = await useActiveServer();
    await Promise.all(Array.from({ length: 50 }, (_, i) => server.acceptPlayerSession(`psess-${String(i)}`)));
    let now = 0;
    let most = 0;
    agent.on("removePlayerSession", async () => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      now -= 1;
    });
    await server.close();
    expect(agent.names().filter((name) => name === "removePlayerSession")).toHaveLength(50);
    expect(most).toBeLessThanOrEqual(8);
  });

  test("closes the port for callbacks", async () => {
    const { server, agent, gse } = await useReadyServer();
    await server.close();
    const error = await gse.healthCheck(patiently).catch((e: unknown) => e);
    expect(isUnreachable(error)).toBe(true);
    const { grpcPort } = agent.calls[0]?.request ?? {};
    const anew = connectGameServer(`127.0.0.1:${String(grpcPort)}`);
    onTestFinished(() => anew.close());
    await expect(anew.healthCheck(patiently)).rejects.toThrow("ECONNREFUSED");
  });
});

describe("OnProcessTerminate", () => {
  test("is answered at once, while the farewell takes its time", async () => {
    const farewell = aFarewell();
    const { server, agent, gse } = await useActiveServer(farewell);
    await gse.processTerminate(-1n, patiently);
    const event = await farewell.begun;
    expect([server.state, event.reason, event.deadline]).toEqual(["ending", "processTerminate", null]);
    expect(agent.names()).not.toContain("processEnding");
    const closed = nextEvent(server, "closed");
    farewell.finish();
    await closed;
    expect(agent.names().slice(-2)).toEqual(["terminateGameServerSession", "processEnding"]);
  });

  test("lets the game go on until the farewell is over: players, health and the session's own end", async () => {
    const farewell = aFarewell();
    const { server, gse } = await useActiveServer(farewell);
    await gse.processTerminate(-1n, patiently);
    await farewell.begun;
    await server.acceptPlayerSession("psess-1");
    expect([...server.players]).toEqual(["psess-1"]);
    expect(await gse.healthCheck(patiently)).toBe(true);
    await expect(
      gse.startGameServerSession(aWireSession({ gameServerSessionId: "gssess-2" }), patiently),
    ).rejects.toMatchObject({ code: "PROCESS_NOT_ACTIVE" });
    await server.terminateGameServerSession();
    expect([server.state, server.session]).toEqual(["ending", undefined]);
    const closed = nextEvent(server, "closed");
    farewell.finish();
    await closed;
  });

  test("names the instant by which the process must be gone, and stops waiting shortly before it", async () => {
    const clock = new HandClock();
    const farewell = aFarewell();
    const { server, gse, agent } = await useActiveServer({ clock, ...farewell });
    const endsAtMs = clock.now() + 300_000;
    await gse.processTerminate(toSeconds(endsAtMs), patiently);
    const event = await farewell.begun;
    expect(event.deadline).toEqual(new Date(endsAtMs));
    const closed = nextEvent(server, "closed");
    clock.advance(297_999);
    expect(event.signal.aborted).toBe(false);
    clock.advance(1);
    expect(event.signal.aborted).toBe(true);
    await closed;
    expect(agent.names().slice(-2)).toEqual(["terminateGameServerSession", "processEnding"]);
    expect(clock.pending).toBe(0);
  });

  test("in the past ends the process at once", async () => {
    const clock = new HandClock();
    const farewell = aFarewell();
    const { server, gse } = await useActiveServer({ clock, ...farewell });
    const closed = nextEvent(server, "closed");
    await gse.processTerminate(1n, patiently);
    await farewell.begun;
    clock.advance(0);
    await closed;
  });

  test("whose deadline passes while new players are denied leaves no time for the farewell", async () => {
    const clock = new HandClock();
    const farewell = aFarewell();
    const { server, agent, gse } = await useActiveServer({ clock, ...farewell });
    agent.on("updatePlayerSessionCreationPolicy", () => new Promise(() => {}));
    const denying = agent.next("updatePlayerSessionCreationPolicy");
    const closed = nextEvent(server, "closed");
    await gse.processTerminate(toSeconds(clock.now()) + 3n, patiently);
    await denying;
    clock.advance(5_000);
    expect((await farewell.begun).signal.aborted).toBe(true);
    await closed;
    expect(agent.names().at(-1)).toBe("processEnding");
  });

  test.each([0n, 2n ** 63n - 1n])("at %i, which is no instant, has no deadline", async (time) => {
    const { server, gse } = await useReadyServer();
    const requested = nextEvent(server, "terminationRequested");
    await gse.processTerminate(time, patiently);
    expect(await requested).toEqual({ reason: "processTerminate", deadline: null });
  });

  test("without a deadline is hurried by a close() that has one", async () => {
    const clock = new HandClock();
    const farewell = aFarewell();
    const { server, gse } = await useActiveServer({ clock, ...farewell });
    await gse.processTerminate(-1n, patiently);
    const { signal } = await farewell.begun;
    const closed = server.close({ timeoutMs: 10_000 });
    clock.advance(8_999);
    expect(signal.aborted).toBe(false);
    clock.advance(1);
    expect(signal.aborted).toBe(true);
    await closed;
  });

  test.each([
    ["close()", (server: GameServer) => server.close()],
    ["processEnding()", (server: GameServer) => server.processEnding()],
  ])("may be answered by %s inside the farewell, as the old tutorials do", async (_, call) => {
    const servers: GameServer[] = [];
    let isDone = false;
    const { server, agent, gse } = await useActiveServer({
      onProcessTerminate: async () => {
        const [own] = servers;
        if (own === undefined) return;
        await own.terminateGameServerSession();
        await call(own);
        isDone = true;
      },
    });
    servers.push(server);
    const closed = nextEvent(server, "closed");
    await gse.processTerminate(-1n, patiently);
    await closed;
    await server.close();
    expect(isDone).toBe(true);
    expect(agent.names().slice(-2)).toEqual(["terminateGameServerSession", "processEnding"]);
  });
});

describe("GameServer.processEnding()", () => {
  test("ends as close() does", async () => {
    const { server, agent } = await useActiveServer();
    await server.processEnding();
    expect(server.state).toBe("ended");
    expect(agent.names().slice(-2)).toEqual(["terminateGameServerSession", "processEnding"]);
  });

  test("says so when GSE was not told, and has closed everything nevertheless", async () => {
    const { server, agent } = await useReadyServer({ callTimeoutMs: 300 });
    await agent.close();
    await expect(server.processEnding()).rejects.toMatchObject({
      code: "PROCESS_ENDING_FAILED",
      cause: { code: "SERVICE_CALL_FAILED" },
    });
    expect(server.state).toBe("ended");
  });

  test("needs a process that was reported ready", async () => {
    const { server } = await useGameServer();
    await expect(server.processEnding()).rejects.toThrow(
      '[PROCESS_NOT_READY] cannot end the process: the game server is "created"; call processReady() first',
    );
  });
});

describe("a program on GameServer", () => {
  test("exits by itself when its server has ended, after a whole life", async () => {
    const agent = await useAgent();
    const child = spawn(process.execPath, [fileURLToPath(new URL("fixtures/one-session.mjs", import.meta.url))], {
      env: { ...process.env, GSE_AGENT_ADDRESS: agent.address },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const exit = once(child, "exit");
    expect(await lines.next()).toMatchObject({ value: "ready" });
    const gse = agent.process();
    await gse.startGameServerSession(aWireSession(), patiently);
    await gse.healthCheck(patiently);
    await gse.processTerminate(-1n, patiently);
    expect(await lines.next()).toMatchObject({ value: "closed, nothing left" });
    expect(await exit).toEqual([0, null]);
    expect(agent.calls[0]?.call.pid).toBe(child.pid);
    expect(agent.names()).toEqual([
      "processReady",
      "activateGameServerSession",
      "updatePlayerSessionCreationPolicy",
      "terminateGameServerSession",
      "processEnding",
    ]);
  });
});
