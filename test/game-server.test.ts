import { describe, expect, test } from "vitest";
import { GameServer, GseError } from "gse-server-sdk";
import { GseRefusal, grpcStatus } from "gse-server-sdk/wire";
import { HandClock } from "./support/hand-clock.js";
import { aWireSession, patiently, useAgent } from "./support/use-agent.js";
import { nextEvent, silent, useActiveServer, useGameServer, useReadyServer } from "./support/use-game-server.js";

const anotherSession = aWireSession({ gameServerSessionId: "gssess-2" });
const sessionId = aWireSession().gameServerSessionId;

/** A promise and the hand that settles it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

describe("GameServer.processReady()", () => {
  test("opens the port for callbacks first, then reports both ports and the log paths", async () => {
    const { server, agent } = await useGameServer({ logPaths: ["./logs"] });
    expect(server.state).toBe("created");
    const healths: boolean[] = [];
    agent.on("processReady", async () => {
      healths.push(await agent.process().healthCheck(patiently));
    });
    await server.processReady();
    expect(server.state).toBe("ready");
    expect(healths).toEqual([true]);
    const grpcPort = agent.calls[0]?.request["grpcPort"];
    expect(agent.calls[0]?.request).toEqual({ logPathsToUpload: ["./logs"], clientPort: 2000, grpcPort });
    expect(agent.calls[0]?.call.pid).toBe(process.pid);
  });

  test("rejects when no agent answers, with no port left open, and may be called again", async () => {
    const agent = await useAgent();
    await agent.close();
    const server = new GameServer({
      clientPort: 2000,
      agentAddress: agent.address,
      logger: silent,
      callTimeoutMs: 300,
    });
    await expect(server.processReady()).rejects.toMatchObject({ code: "SERVICE_CALL_FAILED" });
    expect(server.state).toBe("created");
    const again = await useAgent({ address: agent.address });
    // The connection comes back by itself, some moments after the agent.
    while (server.state === "created") await server.processReady().catch(() => {});
    expect(again.names()).toEqual(["processReady"]);
    await server.close();
  });

  test("rejects when the port for callbacks is taken", async () => {
    const { server, agent } = await useReadyServer();
    const grpcPort = Number(agent.calls[0]?.request["grpcPort"]);
    const second = new GameServer({ clientPort: 2001, grpcPort, agentAddress: agent.address, logger: silent });
    await expect(second.processReady()).rejects.toThrow(
      `[ADDRESS_UNAVAILABLE] cannot listen on "127.0.0.1:${String(grpcPort)}": it is in use by another process`,
    );
    expect([server.state, second.state]).toEqual(["ready", "created"]);
    await second.close();
  });

  test("rejects with the agent's own code when that says no", async () => {
    const { server, agent } = await useGameServer();
    agent.on("processReady", () => {
      throw new GseRefusal(grpcStatus.FAILED_PRECONDITION, "PROCESS_READY_FAILED", "no fleet takes it");
    });
    await expect(server.processReady()).rejects.toThrow(
      "[PROCESS_READY_FAILED] ProcessReady was refused: no fleet takes it",
    );
  });

  test("gives up after the call's time", async () => {
    const clock = new HandClock();
    const { server, agent } = await useGameServer({ clock, callTimeoutMs: 1_000 });
    agent.on("processReady", () => new Promise(() => {}));
    const arrived = agent.next("processReady");
    const ready = server.processReady();
    await arrived;
    clock.advance(1_000);
    await expect(ready).rejects.toMatchObject({ code: "SERVICE_CALL_TIMED_OUT" });
  });

  test("is called once", async () => {
    const { server } = await useReadyServer();
    await expect(server.processReady()).rejects.toThrow(
      '[ALREADY_INITIALIZED] cannot report ready: the game server is "ready"; call processReady() once',
    );
  });

  test.each([0, 65_536, 1.5, NaN])("is never reached with the client port %d", (clientPort) => {
    expect(() => new GameServer({ clientPort })).toThrow(
      `[BAD_REQUEST_EXCEPTION] clientPort must be a port from 1 to 65535, got "${String(clientPort)}"`,
    );
  });
});

describe("a session's start", () => {
  test("is handed to the program, activated when that is done, and only then answered", async () => {
    const order: string[] = [];
    const { server, agent, gse } = await useReadyServer({
      onStartGameServerSession: async (session) => {
        order.push(`handler of ${session.name}`);
        await Promise.resolve();
        order.push("handler done");
      },
    });
    agent.on("activateGameServerSession", async ({ gameServerSessionId, maxPlayers }) => {
      order.push(`activate ${gameServerSessionId === sessionId ? "it" : "another"} for ${String(maxPlayers)}`);
    });
    await gse.startGameServerSession(aWireSession(), patiently);
    order.push("answered");
    expect(order).toEqual(["handler of room", "handler done", "activate it for 10", "answered"]);
    expect(server.state).toBe("active");
    expect(server.session).toMatchObject({ id: sessionId, gameProperties: { map: "harbour" }, isJoinable: true });
  });

  test("needs no handler", async () => {
    const { server } = await useActiveServer();
    expect(server.state).toBe("active");
  });

  test("tells of itself by events, each change of state first", async () => {
    const { server, gse } = await useReadyServer();
    const seen: unknown[] = [];
    server.on("stateChanged", ({ from, to }) => void seen.push(`${from} to ${to}`));
    server.on("sessionStarted", ({ session }) => void seen.push(["started", session.id, server.state]));
    server.on("sessionActivated", ({ session }) => void seen.push(["activated", session.id, server.state]));
    server.on("sessionEnded", ({ session, reason }) => void seen.push(["ended", session.id, reason, server.state]));
    await gse.startGameServerSession(aWireSession(), patiently);
    await server.terminateGameServerSession();
    expect(seen).toEqual([
      "ready to activating",
      ["started", sessionId, "activating"],
      "activating to active",
      ["activated", sessionId, "active"],
      "active to terminating",
      "terminating to ready",
      ["ended", sessionId, "terminated", "ready"],
    ]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("no map of that name");
      },
    ],
    ["rejects", () => Promise.reject(new Error("no map of that name"))],
  ])("is refused with the reason when the handler %s, and the process takes the next one", async (_, handler) => {
    const handlers: (() => void | Promise<void>)[] = [handler, () => {}];
    const { server, agent, gse } = await useReadyServer({ onStartGameServerSession: () => handlers.shift()?.() });
    const ended = nextEvent(server, "sessionEnded");
    const error = await gse.startGameServerSession(aWireSession(), patiently).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: "GAME_SERVER_SESSION_READY_FAILED",
      cause: {
        code: grpcStatus.FAILED_PRECONDITION,
        details: "GAME_SERVER_SESSION_READY_FAILED: onStartGameServerSession failed: no map of that name",
      },
    });
    expect(await ended).toMatchObject({ session: { id: sessionId }, reason: "failed" });
    expect([server.state, server.session]).toEqual(["ready", undefined]);
    await gse.startGameServerSession(anotherSession, patiently);
    expect(server.state).toBe("active");
    expect(agent.names()).toEqual(["processReady", "activateGameServerSession"]);
  });

  test("is refused when GSE does not take the activation, and the process takes the next one", async () => {
    const { server, agent, gse } = await useReadyServer();
    agent.on("activateGameServerSession", () => {
      throw new GseRefusal(grpcStatus.NOT_FOUND, "GAME_SERVER_SESSION_NOT_READY", "its time is up");
    });
    await expect(gse.startGameServerSession(aWireSession(), patiently)).rejects.toThrow(
      "[GAME_SERVER_SESSION_READY_FAILED] OnStartGameServerSession was refused: " +
        "[GAME_SERVER_SESSION_NOT_READY] ActivateGameServerSession was refused: its time is up",
    );
    agent.on("activateGameServerSession", async () => {});
    await gse.startGameServerSession(anotherSession, patiently);
    expect(server.session?.id).toBe("gssess-2");
  });

  test("that is asked for twice runs once, and both get the one answer", async () => {
    let runs = 0;
    const { opened, open } = gate();
    const { agent, gse, server } = await useReadyServer({
      onStartGameServerSession: async () => {
        runs += 1;
        await opened;
      },
    });
    const started = nextEvent(server, "sessionStarted");
    const first = gse.startGameServerSession(aWireSession(), patiently);
    await started;
    const second = agent.process().startGameServerSession(aWireSession(), patiently);
    await agent.process().healthCheck(patiently);
    open();
    await Promise.all([first, second]);
    await gse.startGameServerSession(aWireSession(), patiently);
    expect(runs).toBe(1);
    expect(agent.names()).toEqual(["processReady", "activateGameServerSession"]);
  });

  test("that was refused is refused again without a second run", async () => {
    let runs = 0;
    const { gse } = await useReadyServer({
      onStartGameServerSession: () => {
        runs += 1;
        throw new Error("no");
      },
    });
    for (const _ of [1, 2])
      await expect(gse.startGameServerSession(aWireSession(), patiently)).rejects.toMatchObject({
        code: "GAME_SERVER_SESSION_READY_FAILED",
      });
    expect(runs).toBe(1);
  });

  test("is refused while another session is hosted, which goes on", async () => {
    const { server, gse } = await useActiveServer();
    await expect(gse.startGameServerSession(anotherSession, patiently)).rejects.toThrow(
      `[PROCESS_NOT_READY] OnStartGameServerSession was refused: cannot start session "gssess-2": ` +
        `the game server is "active" and hosts session "${sessionId}"; send it to an idle process`,
    );
    expect(server.session?.id).toBe(sessionId);
  });

  test("that GSE gave up waiting for makes room for another one", async () => {
    const signals: AbortSignal[] = [];
    const { server, gse } = await useReadyServer({
      onStartGameServerSession: (session, { signal }) => {
        signals.push(signal);
        return session.id === sessionId ? new Promise(() => {}) : undefined;
      },
    });
    const controller = new AbortController();
    const started = nextEvent(server, "sessionStarted");
    const first = gse.startGameServerSession(aWireSession(), { ...patiently, signal: controller.signal });
    await started;
    controller.abort(new Error("too slow"));
    await expect(first).rejects.toThrow("too slow");
    await gse.startGameServerSession(anotherSession, patiently);
    expect(server.session?.id).toBe("gssess-2");
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  test("may come before the answer to ProcessReady", async () => {
    const { server, agent } = await useGameServer();
    const starts: Promise<void>[] = [];
    agent.on("processReady", async () => {
      starts.push(agent.process().startGameServerSession(aWireSession(), patiently));
      await agent.process().healthCheck(patiently);
    });
    await server.processReady();
    await starts[0];
    expect(server.state).toBe("active");
  });

  test("may come before the answer to TerminateGameServerSession", async () => {
    const { server, agent, gse } = await useActiveServer();
    const starts: Promise<void>[] = [];
    agent.on("terminateGameServerSession", async () => {
      starts.push(gse.startGameServerSession(anotherSession, patiently));
      await gse.healthCheck(patiently);
    });
    await server.terminateGameServerSession();
    await starts[0];
    expect(server.session?.id).toBe("gssess-2");
  });
});

describe("activation by hand", () => {
  test("happens when the program says so, with the players it says", async () => {
    const { server, agent, gse } = await useReadyServer({ autoActivate: false });
    await gse.startGameServerSession(aWireSession(), patiently);
    expect(server.state).toBe("activating");
    await server.activateGameServerSession(4);
    expect(server.state).toBe("active");
    expect(agent.calls.at(-1)?.request).toEqual({ gameServerSessionId: sessionId, maxPlayers: 4 });
  });

  test("may happen inside the handler, as the old tutorials do", async () => {
    const servers: GameServer[] = [];
    const { server, agent, gse } = await useReadyServer({
      onStartGameServerSession: async () => {
        await servers[0]?.activateGameServerSession();
      },
    });
    servers.push(server);
    await gse.startGameServerSession(aWireSession(), patiently);
    expect(server.state).toBe("active");
    expect(agent.names()).toEqual(["processReady", "activateGameServerSession"]);
  });

  test("that fails is told to the program, which may try again", async () => {
    const { server, agent, gse } = await useReadyServer({ autoActivate: false });
    await gse.startGameServerSession(aWireSession(), patiently);
    agent.on("activateGameServerSession", () => Promise.reject(new Error("busy")));
    await expect(server.activateGameServerSession()).rejects.toMatchObject({ code: "INTERNAL_SERVICE_EXCEPTION" });
    expect(server.state).toBe("activating");
    agent.on("activateGameServerSession", async () => {});
    await server.activateGameServerSession();
    expect(server.state).toBe("active");
  });

  test("that is forgotten is named by the call that needs it", async () => {
    const { server, gse } = await useReadyServer({ autoActivate: false });
    await gse.startGameServerSession(aWireSession(), patiently);
    await expect(server.acceptPlayerSession("psess-1")).rejects.toThrow(
      `[GAME_SERVER_SESSION_NOT_READY] cannot accept player session "psess-1": the game server is "activating" ` +
        `session "${sessionId}"; call activateGameServerSession() first`,
    );
  });
});

describe("players", () => {
  test("are accepted and removed, counted and told of", async () => {
    const { server, agent } = await useActiveServer();
    const seen: string[] = [];
    server.on("playerSessionAccepted", ({ playerSessionId }) => void seen.push(`+${playerSessionId}`));
    server.on("playerSessionRemoved", ({ playerSessionId }) => void seen.push(`-${playerSessionId}`));
    await Promise.all([server.acceptPlayerSession("psess-1"), server.acceptPlayerSession("psess-2")]);
    expect([...server.players].sort()).toEqual(["psess-1", "psess-2"]);
    await server.removePlayerSession("psess-1");
    expect([...server.players]).toEqual(["psess-2"]);
    expect(seen.sort()).toEqual(["+psess-1", "+psess-2", "-psess-1"]);
    expect(agent.calls.at(-1)?.request).toEqual({ gameServerSessionId: sessionId, playerSessionId: "psess-1" });
  });

  test("whom GSE does not know are turned away, with its reason", async () => {
    const { server, agent } = await useActiveServer();
    agent.on("acceptPlayerSession", () => {
      throw new GseRefusal(
        grpcStatus.FAILED_PRECONDITION,
        "UNEXPECTED_PLAYER_SESSION",
        "expired",
        "player-session-expired",
      );
    });
    await expect(server.acceptPlayerSession("psess-1")).rejects.toMatchObject({
      code: "UNEXPECTED_PLAYER_SESSION",
      reason: "expired",
    });
    expect(server.players.size).toBe(0);
  });

  test("who leave without GSE knowing them any more are counted no longer", async () => {
    const { server, agent } = await useActiveServer();
    await server.acceptPlayerSession("psess-1");
    agent.on("removePlayerSession", () => {
      throw new GseRefusal(grpcStatus.NOT_FOUND, "UNEXPECTED_PLAYER_SESSION", "gone");
    });
    await expect(server.removePlayerSession("psess-1")).rejects.toMatchObject({ code: "UNEXPECTED_PLAYER_SESSION" });
    expect(server.players.size).toBe(0);
  });

  test("may come before this process hears that its session is active", async () => {
    const { server, agent, gse } = await useReadyServer();
    const accepts: Promise<void>[] = [];
    agent.on("activateGameServerSession", async () => {
      accepts.push(server.acceptPlayerSession("psess-1"));
      await gse.healthCheck(patiently);
    });
    await gse.startGameServerSession(aWireSession(), patiently);
    await accepts[0];
    expect([...server.players]).toEqual(["psess-1"]);
  });

  test("of one session are not those of the next", async () => {
    const { server, gse } = await useActiveServer();
    await server.acceptPlayerSession("psess-1");
    await server.terminateGameServerSession();
    expect(server.players.size).toBe(0);
    await gse.startGameServerSession(anotherSession, patiently);
    expect(server.players.size).toBe(0);
  });

  test("are found, let in or kept out, and counted by the game's own numbers", async () => {
    const { server, agent } = await useActiveServer();
    expect(await server.describePlayerSessions({ status: "RESERVED" })).toEqual({
      playerSessions: [],
      nextToken: undefined,
    });
    await server.updatePlayerSessionCreationPolicy("DENY_ALL");
    await server.reportCustomData({ current: 2, max: 5 });
    expect(agent.calls.slice(2).map(({ name, request }) => [name, request])).toEqual([
      [
        "describePlayerSessions",
        {
          gameServerSessionId: sessionId,
          playerId: "",
          playerSessionId: "",
          playerSessionStatusFilter: "RESERVED",
          nextToken: "",
          limit: 0,
        },
      ],
      [
        "updatePlayerSessionCreationPolicy",
        { gameServerSessionId: sessionId, newPlayerSessionCreationPolicy: "DENY_ALL" },
      ],
      ["reportCustomData", { currentCustomCount: 2, maxCustomCount: 5 }],
    ]);
  });

  test("can be given up on with a signal", async () => {
    const { server, agent } = await useActiveServer();
    agent.on("acceptPlayerSession", () => new Promise(() => {}));
    const arrived = agent.next("acceptPlayerSession");
    const controller = new AbortController();
    const accept = server.acceptPlayerSession("psess-1", { signal: controller.signal });
    await arrived;
    controller.abort(new Error("the socket closed"));
    await expect(accept).rejects.toThrow("the socket closed");
    expect(server.players.size).toBe(0);
  });
});

describe("GameServer.terminateGameServerSession()", () => {
  test("ends the session, and the process takes the next one", async () => {
    const signals: AbortSignal[] = [];
    const { server, gse } = await useActiveServer({
      onStartGameServerSession: (_, { signal }) => {
        signals.push(signal);
      },
    });
    await server.terminateGameServerSession();
    expect([server.state, server.session]).toEqual(["ready", undefined]);
    expect(signals[0]?.reason).toMatchObject({
      message: `[GAME_SERVER_SESSION_NOT_READY] session "${sessionId}" is over: "terminated"`,
    });
    await gse.startGameServerSession(anotherSession, patiently);
    expect(server.state).toBe("active");
  });

  test("is one call however often it is made at a time", async () => {
    const { server, agent } = await useActiveServer();
    await Promise.all([server.terminateGameServerSession(), server.terminateGameServerSession()]);
    expect(agent.names().filter((name) => name === "terminateGameServerSession")).toHaveLength(1);
  });

  test("leaves the session as it is when GSE could not be told, and may be called again", async () => {
    const { server, agent } = await useActiveServer();
    agent.on("terminateGameServerSession", () => Promise.reject(new Error("disk")));
    await expect(server.terminateGameServerSession()).rejects.toMatchObject({ code: "INTERNAL_SERVICE_EXCEPTION" });
    expect(server.state).toBe("active");
    agent.on("terminateGameServerSession", async () => {});
    await server.terminateGameServerSession();
    expect(server.state).toBe("ready");
  });

  test("frees the process of a session that GSE has ended already", async () => {
    const { server, agent } = await useActiveServer();
    agent.on("terminateGameServerSession", () => {
      throw new GseRefusal(grpcStatus.FAILED_PRECONDITION, "GAME_SERVER_SESSION_NOT_READY", "it has ended");
    });
    await expect(server.terminateGameServerSession()).rejects.toMatchObject({ code: "GAME_SERVER_SESSION_NOT_READY" });
    expect(server.state).toBe("ready");
  });
});

describe("health", () => {
  test.each([
    ["nothing is said", undefined, true, ""],
    ["the program says so", () => true, true, ""],
    ["the program says no", () => false, false, 'onHealthCheck returned "false"'],
    ["the program says so later", async () => true, true, ""],
    ["the program says neither", () => undefined as unknown as boolean, false, 'onHealthCheck returned "undefined"'],
    [
      "the check throws",
      () => {
        throw new Error("no database");
      },
      false,
      "onHealthCheck failed: no database",
    ],
    ["the check rejects", () => Promise.reject(new Error("no disk")), false, "onHealthCheck failed: no disk"],
  ])("is told when %s", async (_, onHealthCheck, isHealthy, reason) => {
    const { server, gse } = await useReadyServer({ onHealthCheck });
    const checked = nextEvent(server, "healthChecked");
    expect(await gse.healthCheck(patiently)).toBe(isHealthy);
    expect(await checked).toEqual({ isHealthy, reason });
  });
});

describe("a method in a wrong state", () => {
  const methods: readonly (readonly [string, (server: GameServer) => Promise<unknown>])[] = [
    ['accept player session "p"', (server) => server.acceptPlayerSession("p")],
    ['remove player session "p"', (server) => server.removePlayerSession("p")],
    ["describe player sessions", (server) => server.describePlayerSessions()],
    [
      'set the player session creation policy "DENY_ALL"',
      (server) => server.updatePlayerSessionCreationPolicy("DENY_ALL"),
    ],
    ["report custom data", (server) => server.reportCustomData({ current: 1, max: 2 })],
    ["activate a session", (server) => server.activateGameServerSession()],
    ["terminate a session", (server) => server.terminateGameServerSession()],
  ];

  test.each(methods)("cannot %s: names the state and the missing call", async (doing, call) => {
    const { server, agent } = await useGameServer();
    const caught = (): Promise<unknown> => call(server).catch((error: unknown) => error);
    expect(await caught()).toEqual(
      new GseError("PROCESS_NOT_READY", `cannot ${doing}: the game server is "created"; call processReady() first`),
    );
    await server.processReady();
    expect(await caught()).toEqual(
      new GseError(
        "GAME_SERVER_SESSION_NOT_READY",
        `cannot ${doing}: the game server is "ready" and hosts no session; wait for onStartGameServerSession first`,
      ),
    );
    await server.close();
    expect(await caught()).toEqual(
      new GseError(
        "PROCESS_NOT_ACTIVE",
        `cannot ${doing}: the game server is "ended"; call it before close() or processEnding()`,
      ),
    );
    expect(agent.names()).toEqual(["processReady", "processEnding"]);
  });
});

describe("events", () => {
  test("reach every listener, also past one that throws or rejects, which is logged", async () => {
    const errors: string[] = [];
    const { server, gse } = await useReadyServer({
      logger: { ...silent, error: (_, message) => void errors.push(message) },
    });
    const seen: string[] = [];
    server.on("sessionStarted", () => {
      throw new Error("first");
    });
    server.on("sessionStarted", () => Promise.reject(new Error("second")) as unknown as undefined);
    server.on("sessionStarted", () => void seen.push("third"));
    await gse.startGameServerSession(aWireSession(), patiently);
    expect(seen).toEqual(["third"]);
    expect(errors).toEqual([
      'a listener of the event "sessionStarted" failed: first',
      'a listener of the event "sessionStarted" failed: second',
    ]);
  });

  test("can be heard once, and no longer", async () => {
    const { server, gse } = await useReadyServer();
    const seen: string[] = [];
    const listener = (): void => void seen.push("on");
    server.on("healthChecked", listener);
    server.once("healthChecked", () => void seen.push("once"));
    await gse.healthCheck(patiently);
    server.off("healthChecked", listener);
    await gse.healthCheck(patiently);
    expect(seen).toEqual(["on", "once"]);
  });

  test("come when the change is complete, so that a listener may act on it", async () => {
    const { server, gse } = await useReadyServer();
    const terminated = new Promise<void>((resolve, reject) => {
      server.once("sessionActivated", () => {
        server.terminateGameServerSession().then(resolve, reject);
      });
    });
    await gse.startGameServerSession(aWireSession(), patiently);
    await terminated;
    expect(server.state).toBe("ready");
  });

  test("let a listener end the server in the middle of a start, which is then refused", async () => {
    const signals: AbortSignal[] = [];
    const { server, agent, gse } = await useReadyServer({
      onStartGameServerSession: (_, { signal }) => {
        signals.push(signal);
      },
    });
    const closed: Promise<void>[] = [];
    server.once("stateChanged", () => void closed.push(server.close()));
    await expect(gse.startGameServerSession(aWireSession(), patiently)).rejects.toMatchObject({
      code: "PROCESS_NOT_ACTIVE",
    });
    await closed[0];
    expect(signals[0]?.aborted).toBe(true);
    expect(agent.names()).toEqual(["processReady", "processEnding"]);
  });
});
