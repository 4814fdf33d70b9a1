import { describe, expect, test } from "vitest";
import { GameServer, type HostedSession } from "gse-server-sdk";
import { GseRefusal, grpcStatus } from "gse-server-sdk/wire";
import { aWireSession, patiently } from "./support/use-agent.js";
import { nextEvent, useGameServer, useReadyServer } from "./support/use-game-server.js";

const second = aWireSession({ gameServerSessionId: "gssess-2" });

describe("GameServer.sessions()", () => {
  test("reports ready, gives one session after the other, and ends with the server", async () => {
    const { server, agent } = await useGameServer();
    const seen: string[] = [];
    const loop = (async () => {
      for await (const session of server.sessions()) {
        await session.activate(4);
        seen.push(`${session.name} of ${String(server.slots.max)}`);
        await session.acceptPlayerSession(`psess-${String(seen.length)}`);
        seen.push([...session.players].join());
      }
    })();
    await agent.next("processReady");
    const gse = agent.process();
    const ended = nextEvent(server, "sessionEnded");
    await gse.startGameServerSession(aWireSession({ name: "one" }), patiently);
    expect((await ended).reason).toBe("terminated");
    const endedToo = nextEvent(server, "sessionEnded");
    await gse.startGameServerSession({ ...second, name: "two" }, patiently);
    await endedToo;
    await server.close();
    await loop;
    expect(seen).toEqual(["one of 4", "psess-1", "two of 4", "psess-3"]);
    expect(agent.names()).toEqual([
      "processReady",
      ...(Array(2)
        .fill(["activateGameServerSession", "acceptPlayerSession", "terminateGameServerSession"])
        .flat() as string[]),
      "processEnding",
    ]);
  });

  test("answers GSE when the session is active, and keeps it as long as the body lasts", async () => {
    const { server, gse } = await useReadyServer();
    const sessions = server.sessions();
    const start = gse.startGameServerSession(aWireSession(), patiently);
    const { value: session } = (await sessions.next()) as { value: HostedSession };
    expect(server.state).toBe("activating");
    await session.activate();
    await start;
    expect([server.state, session.signal.aborted]).toEqual(["active", false]);
    const next = sessions.next();
    await session.ended();
    expect([server.state, session.signal.aborted]).toEqual(["ready", true]);
    await server.close();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  test("lets the body end its session itself", async () => {
    const { server, agent, gse } = await useReadyServer();
    const sessions = server.sessions();
    const start = gse.startGameServerSession(aWireSession(), patiently);
    const { value: session } = (await sessions.next()) as { value: HostedSession };
    await session.activate();
    await start;
    await session.terminate();
    expect(session.signal.aborted).toBe(true);
    await expect(session.acceptPlayerSession("psess-1")).rejects.toMatchObject({
      code: "GAME_SERVER_SESSION_NOT_READY",
    });
    const next = sessions.next();
    await server.close();
    await next;
    expect(agent.names().filter((name) => name === "terminateGameServerSession")).toHaveLength(1);
  });

  test("refuses a session whose body ends without activating it, and takes the next one", async () => {
    const { server, gse } = await useReadyServer();
    const taken: string[] = [];
    const loop = (async () => {
      for await (const session of server.sessions()) {
        taken.push(session.id);
        if (taken.length === 2) await session.activate();
      }
    })();
    await expect(gse.startGameServerSession(aWireSession(), patiently)).rejects.toThrow(
      "the body of the loop over sessions() ended without activate()",
    );
    await gse.startGameServerSession(second, patiently);
    await server.close();
    await loop;
    expect(taken).toEqual([aWireSession().gameServerSessionId, "gssess-2"]);
  });

  test("refuses a session whose body throws, which the program sees", async () => {
    const { server, gse } = await useReadyServer();
    const loop = (async () => {
      for await (const _ of server.sessions()) throw new Error("no map");
    })();
    const failed = expect(loop).rejects.toThrow("no map");
    await expect(gse.startGameServerSession(aWireSession(), patiently)).rejects.toMatchObject({
      code: "GAME_SERVER_SESSION_READY_FAILED",
    });
    await failed;
    expect(server.state).toBe("ready");
    await expect(gse.startGameServerSession(second, patiently)).rejects.toThrow("was left");
    const again = server.sessions();
    const third = gse.startGameServerSession({ ...second, gameServerSessionId: "gssess-3" }, patiently);
    const { value: session } = (await again.next()) as { value: HostedSession };
    await session.activate();
    await third;
    expect(server.session?.id).toBe("gssess-3");
  });

  test("ends an active session whose body throws", async () => {
    const { server, gse } = await useReadyServer();
    const ended = nextEvent(server, "sessionEnded");
    const loop = (async () => {
      for await (const session of server.sessions()) {
        await session.activate();
        throw new Error("the rules broke");
      }
    })();
    const failed = expect(loop).rejects.toThrow("the rules broke");
    await gse.startGameServerSession(aWireSession(), patiently);
    await failed;
    expect((await ended).reason).toBe("terminated");
  });

  test("tries to end the session until GSE hears of it", async () => {
    const { server, agent, gse } = await useReadyServer({ callTimeoutMs: 300 });
    let times = 0;
    agent.on("terminateGameServerSession", async () => {
      times += 1;
      if (times < 3) throw new GseRefusal(grpcStatus.UNAVAILABLE, "", "");
    });
    const sessions = server.sessions();
    const start = gse.startGameServerSession(aWireSession(), patiently);
    const { value: session } = (await sessions.next()) as { value: HostedSession };
    await session.activate();
    await start;
    void sessions.next();
    await session.ended();
    expect(times).toBe(3);
  });

  test("cannot share sessions with a start handler or another loop", async () => {
    const withHandler = new GameServer({ clientPort: 2000, onStartGameServerSession: () => {} });
    expect(() => withHandler.sessions()).toThrow("onStartGameServerSession takes them; leave it out");
    const { server } = await useGameServer();
    server.sessions();
    expect(() => server.sessions()).toThrow("another loop takes them; leave it first");
  });
});
