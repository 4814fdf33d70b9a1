import { describe, expect, onTestFinished, test } from "vitest";
import { GameServer, GseClient, type GameServerOptions } from "gse-server-sdk";
import { GseRefusal, grpcStatus } from "gse-server-sdk/wire";
import { HandClock } from "./support/hand-clock.js";
import { aWireSession, patiently, useAgent, type TestAgent } from "./support/use-agent.js";
import { useFaultyProxy, type FaultyProxy } from "./support/use-faulty-proxy.js";
import { nextEvent, silent } from "./support/use-game-server.js";
import { useProgram } from "./support/use-program.js";

const sessionId = aWireSession().gameServerSessionId;
const aPlayer = { gameServerSessionId: sessionId, playerSessionId: "psess-1" };

async function useClientBehindProxy(options: { readonly clock?: HandClock } = {}) {
  const agent = await useAgent();
  const proxy = await useFaultyProxy(agent.address);
  const client = new GseClient({ agentAddress: proxy.address, ...options });
  onTestFinished(() => client.close());
  return { agent, proxy, client };
}

interface World {
  readonly agent: TestAgent;
  readonly proxy: FaultyProxy;
  readonly server: GameServer;
}

/** A game server that hosts an active session, with a proxy between it and its agent. */
async function useServerBehindProxy(options: Partial<GameServerOptions> = {}): Promise<World> {
  const agent = await useAgent();
  const proxy = await useFaultyProxy(agent.address);
  const server = new GameServer({ clientPort: 2000, agentAddress: proxy.address, logger: silent, ...options });
  onTestFinished(() => server.close({ timeoutMs: 1 }));
  await server.processReady();
  await agent.process().startGameServerSession(aWireSession(), patiently);
  return { agent, proxy, server };
}

const refuse =
  (gseName: string, reason?: string): (() => Promise<never>) =>
  () =>
    Promise.reject(new GseRefusal(grpcStatus.FAILED_PRECONDITION, gseName, "no", reason));

const requestIds = (agent: TestAgent, name: string): readonly string[] =>
  agent.calls.filter((seen) => seen.name === name).map(({ call }) => call.requestId);

describe("a call whose answer was lost", () => {
  test("is made again under the same requestId, and succeeds", async () => {
    const { agent, proxy, client } = await useClientBehindProxy();
    let times = 0;
    agent.on("acceptPlayerSession", async () => {
      times += 1;
      if (times === 1) proxy.cut();
    });
    await client.acceptPlayerSession(aPlayer);
    const [first, second, ...more] = requestIds(agent, "acceptPlayerSession");
    expect([second, more]).toEqual([first, []]);
  });

  test("is made again after 2 s, though the connection stands", async () => {
    const clock = new HandClock();
    const { agent, client } = await useClientBehindProxy({ clock });
    let times = 0;
    agent.on("acceptPlayerSession", () => (++times === 1 ? new Promise(() => {}) : Promise.resolve()));
    const first = agent.next("acceptPlayerSession");
    const accepted = client.acceptPlayerSession(aPlayer);
    await first;
    clock.advance(2_000);
    await accepted;
    expect(new Set(requestIds(agent, "acceptPlayerSession")).size).toBe(1);
    expect(clock.pending).toBe(0);
  });

  test("is made again over another connection when nothing comes by the first any more", async () => {
    const clock = new HandClock();
    const { agent, proxy, client } = await useClientBehindProxy({ clock });
    await client.reportCustomData({ current: 1, max: 2 });
    proxy.freeze();
    const accepted = client.acceptPlayerSession(aPlayer);
    clock.advance(2_000);
    await accepted;
    expect(proxy.made()).toBe(2);
    expect(agent.names()).toEqual(["reportCustomData", "acceptPlayerSession"]);
  });

  test("is not made again once it was refused", async () => {
    const { agent, client } = await useClientBehindProxy();
    agent.on("acceptPlayerSession", refuse("UNEXPECTED_PLAYER_SESSION"));
    await expect(client.acceptPlayerSession(aPlayer)).rejects.toMatchObject({ code: "UNEXPECTED_PLAYER_SESSION" });
    expect(agent.calls).toHaveLength(1);
  });

  test.each([
    ["terminateGameServerSession", "GAME_SERVER_SESSION_NOT_READY", { gameServerSessionId: sessionId }],
    ["removePlayerSession", "UNEXPECTED_PLAYER_SESSION", aPlayer],
    ["processEnding", "PROCESS_NOT_ACTIVE", undefined],
  ] as const)("counts as done when an agent without memory refuses %s the second time", async (name, code, request) => {
    const { agent, proxy, client } = await useClientBehindProxy();
    let times = 0;
    agent.on(name, async () => {
      times += 1;
      if (times === 1) proxy.cut();
      else await refuse(code)();
    });
    await client[name](request as never);
    expect(times).toBe(2);
  });
});

describe("a call into silence", () => {
  test("ends by its deadline, whatever was tried on the way", async () => {
    const clock = new HandClock();
    const { proxy, client } = await useClientBehindProxy({ clock });
    proxy.hang(true);
    let isSettled = false;
    const call = client.processEnding({ timeoutMs: 3_000 }).finally(() => (isSettled = true));
    const failed = expect(call).rejects.toMatchObject({ code: "SERVICE_CALL_TIMED_OUT" });
    clock.advance(2_999);
    await Promise.resolve();
    expect(isSettled).toBe(false);
    clock.advance(1);
    await failed;
    expect(clock.pending).toBe(0);
  });

  test("is answered when the agent comes back in time", async () => {
    const { agent, client } = await useClientBehindProxy();
    await agent.close();
    const call = client.processEnding();
    const again = await useAgent({ address: agent.address });
    await call;
    expect(again.names()).toEqual(["processEnding"]);
  });

  test("ends with the reason of its signal, and leaves no timer", async () => {
    const clock = new HandClock();
    const { agent, client } = await useClientBehindProxy({ clock });
    await agent.close();
    const controller = new AbortController();
    const call = client.processEnding({ signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    expect(clock.pending).toBe(0);
  });

  test("ends when its client is closed", async () => {
    const { agent, client } = await useClientBehindProxy();
    agent.on("processEnding", () => new Promise(() => {}));
    const arrived = agent.next("processEnding");
    const call = client.processEnding();
    await arrived;
    client.close();
    await expect(call).rejects.toMatchObject({ code: "PROCESS_NOT_ACTIVE" });
  });
});

describe("an agent that restarts", () => {
  test("hears ProcessReady from an idle process within 2 s of its return", async () => {
    const { agent, server } = await useServerBehindProxy();
    await server.terminateGameServerSession();
    await agent.close();
    const again = await useAgent({ address: agent.address });
    const returnedAtMs = Date.now();
    const { request } = await again.next("processReady");
    expect(Date.now() - returnedAtMs).toBeLessThan(2_000);
    expect(request).toEqual(agent.calls[0]?.request);
    expect(await again.process().healthCheck(patiently)).toBe(true);
  });

  test("hears it again and again until it says yes", async () => {
    const { agent } = await useServerBehindProxy();
    await agent.close();
    const again = await useAgent({ address: agent.address });
    let times = 0;
    const said = new Promise<void>((resolve) => {
      again.on("processReady", async () => {
        times += 1;
        if (times < 3) await refuse("INTERNAL_SERVICE_EXCEPTION")();
        resolve();
      });
    });
    await said;
    expect(times).toBe(3);
  });

  test("and still knows the session finds it going on, without a second start", async () => {
    let starts = 0;
    const { agent, server } = await useServerBehindProxy({
      onStartGameServerSession: () => {
        starts += 1;
      },
    });
    await server.acceptPlayerSession("psess-1");
    await agent.close();
    const again = await useAgent({ address: agent.address });
    const { request } = await again.next("activateGameServerSession");
    expect(request).toEqual({ gameServerSessionId: sessionId, maxPlayers: 10 });
    await again.process().startGameServerSession(aWireSession(), patiently);
    expect([starts, server.state, server.slots]).toEqual([1, "active", { taken: 1, max: 10 }]);
  });

  test("and has forgotten the session ends it here too, once and with its own reason", async () => {
    const { agent, server } = await useServerBehindProxy();
    await server.acceptPlayerSession("psess-1");
    const ends: unknown[] = [];
    server.on("sessionEnded", ({ session, reason }) => void ends.push([session.id, reason]));
    const ended = nextEvent(server, "sessionEnded");
    await agent.close();
    const again = await useAgent({ address: agent.address });
    again.on("activateGameServerSession", refuse("GAME_SERVER_SESSION_NOT_READY", "session-not-found"));
    await ended;
    expect(ends).toEqual([[sessionId, "lost"]]);
    expect([server.state, server.slots]).toEqual(["ready", { taken: 0, max: 0 }]);
    again.on("activateGameServerSession", async () => {});
    await again.process().startGameServerSession(aWireSession({ gameServerSessionId: "gssess-2" }), patiently);
    expect(server.session?.id).toBe("gssess-2");
  });

  test("and gives the process another session has ended the former one unheard", async () => {
    const { agent, server } = await useServerBehindProxy();
    agent.on("activateGameServerSession", async ({ gameServerSessionId }) => {
      if (gameServerSessionId === sessionId) await refuse("GAME_SERVER_SESSION_NOT_READY", "session-not-active")();
    });
    const ended = nextEvent(server, "sessionEnded");
    await agent.process().startGameServerSession(aWireSession({ gameServerSessionId: "gssess-2" }), patiently);
    expect((await ended).reason).toBe("lost");
    expect(server.session?.id).toBe("gssess-2");
  });
});

describe("a player who leaves while the agent is away", () => {
  test("is told of when it is back, and counted here at once", async () => {
    const { agent, server } = await useServerBehindProxy({ callTimeoutMs: 300 });
    await server.acceptPlayerSession("psess-1");
    await agent.close();
    const removed = nextEvent(server, "playerSessionRemoved");
    await server.removePlayerSession("psess-1");
    expect((await removed).playerSessionId).toBe("psess-1");
    expect(server.slots.taken).toBe(0);
    const again = await useAgent({ address: agent.address });
    expect((await again.next("removePlayerSession")).request).toEqual(aPlayer);
  });

  test("is told of under the same requestId, until the agent answers", async () => {
    const clock = new HandClock();
    const { agent, server } = await useServerBehindProxy({ clock });
    await server.acceptPlayerSession("psess-1");
    agent.on("removePlayerSession", () => new Promise(() => {}));
    const arrived = agent.next("removePlayerSession");
    const removal = server.removePlayerSession("psess-1");
    await arrived;
    clock.advance(5_000);
    await removal;
    agent.on("removePlayerSession", async () => {});
    const told = agent.next("removePlayerSession");
    clock.advance(1_000);
    await told;
    expect(new Set(requestIds(agent, "removePlayerSession")).size).toBe(1);
  });

  test("is not told of any more when the session is over", async () => {
    const clock = new HandClock();
    const { agent, server } = await useServerBehindProxy({ clock });
    await server.acceptPlayerSession("psess-1");
    agent.on("removePlayerSession", () => new Promise(() => {}));
    const arrived = agent.next("removePlayerSession");
    const removal = server.removePlayerSession("psess-1");
    await arrived;
    clock.advance(5_000);
    await removal;
    await server.terminateGameServerSession();
    const before = agent.calls.length;
    clock.advance(60_000);
    expect([clock.pending, agent.calls.length]).toEqual([0, before]);
  });
});

describe("a player whose accept got no answer", () => {
  const silentAgent = async () => {
    const clock = new HandClock();
    const world = await useServerBehindProxy({ clock });
    world.agent.on("acceptPlayerSession", () => new Promise(() => {}));
    const arrived = world.agent.next("acceptPlayerSession");
    const accept = world.server.acceptPlayerSession("psess-1");
    const failed = expect(accept).rejects.toMatchObject({ code: "SERVICE_CALL_TIMED_OUT" });
    await arrived;
    clock.advance(5_000);
    await failed;
    return { ...world, clock };
  };

  test("is accepted under the same requestId when coming again", async () => {
    const { agent, server, clock } = await silentAgent();
    agent.on("acceptPlayerSession", async () => {});
    await server.acceptPlayerSession("psess-1");
    expect(new Set(requestIds(agent, "acceptPlayerSession")).size).toBe(1);
    clock.advance(60_000);
    expect(agent.names()).not.toContain("removePlayerSession");
    expect(server.slots.taken).toBe(1);
  });

  test("is given back to GSE after a minute, so that no slot stays taken", async () => {
    const { agent, server, clock } = await silentAgent();
    clock.advance(59_999);
    expect(agent.names()).not.toContain("removePlayerSession");
    const removed = agent.next("removePlayerSession");
    clock.advance(1);
    expect((await removed).request).toEqual(aPlayer);
    expect(server.slots.taken).toBe(0);
  });

  test("is given back at once when nobody waits any more", async () => {
    const { agent, server } = await useServerBehindProxy();
    agent.on("acceptPlayerSession", () => new Promise(() => {}));
    const arrived = agent.next("acceptPlayerSession");
    const removed = agent.next("removePlayerSession");
    const controller = new AbortController();
    const accept = server.acceptPlayerSession("psess-1", { signal: controller.signal });
    await arrived;
    controller.abort(new Error("the socket closed"));
    await expect(accept).rejects.toThrow("the socket closed");
    expect((await removed).request).toEqual(aPlayer);
  });

  test("counts as accepted when an agent without memory refuses the repetition but has the player", async () => {
    const { agent, proxy, server } = await useServerBehindProxy();
    let times = 0;
    agent.on("acceptPlayerSession", async () => {
      times += 1;
      if (times === 1) proxy.cut();
      else await refuse("UNEXPECTED_PLAYER_SESSION")();
    });
    agent.on("describePlayerSessions", async ({ playerSessionId }) => ({
      nextToken: "",
      playerSessions: [aWirePlayer(playerSessionId, "ACTIVE")],
    }));
    await server.acceptPlayerSession("psess-1");
    expect([...server.players]).toEqual(["psess-1"]);
  });
});

const aWirePlayer = (playerSessionId: string, status: string) => ({
  playerSessionId,
  playerId: "ada",
  gameServerSessionId: sessionId,
  fleetId: "fleet-1",
  ipAddress: "127.0.0.1",
  status,
  creationTime: 1_700_000_000n,
  terminationTime: 0n,
  port: 2000,
  playerData: "",
  dnsName: "",
});

describe("an agent that takes connections and says nothing", () => {
  test("is left after 2 s, and found again when it speaks, without a call", async () => {
    const { agent, proxy, server } = await useServerBehindProxy();
    proxy.hang(true);
    proxy.cut();
    await proxy.connections(2);
    proxy.hang(false);
    await agent.next("processReady");
    await server.close();
    await proxy.idle();
  });

  test("leaves no socket to a client that is closed", async () => {
    const { proxy, client } = await useClientBehindProxy();
    proxy.hang(true);
    const call = client.processEnding().catch(() => {});
    await proxy.connections(1);
    client.close();
    await call;
    await proxy.idle();
  });
});

describe("a program whose agent is gone for good", () => {
  test("exits by itself once its server is closed, though much was under way", async () => {
    const agent = await useAgent();
    const proxy = await useFaultyProxy(agent.address);
    const child = useProgram("test/fixtures/loses-its-agent.mjs", [], { GSE_AGENT_ADDRESS: proxy.address });
    await child.line("ready");
    await agent.process().startGameServerSession(aWireSession(), patiently);
    await child.line("playing");
    proxy.hang(true);
    proxy.freeze();
    child.stop("SIGUSR2");
    const { code, output } = await child.exited;
    expect([code, output.split("\n")]).toEqual([0, ["ready", "playing", "closed", ""]]);
  });
});
