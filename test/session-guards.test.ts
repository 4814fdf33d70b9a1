import { describe, expect, test } from "vitest";
import { GameServer } from "gse-server-sdk";
import { HandClock } from "./support/hand-clock.js";
import { aWireSession } from "./support/use-agent.js";
import { nextEvent, useActiveServer } from "./support/use-game-server.js";

const anHourMs = 3_600_000;

describe("a guard", () => {
  test("ends a session that nobody joined in time, with its own reason; the process stays", async () => {
    const clock = new HandClock();
    const { server, agent } = await useActiveServer({ clock, guards: { nobodyJoinedMs: 30_000 } });
    const ending = nextEvent(server, "sessionEnding");
    const ended = nextEvent(server, "sessionEnded");
    clock.advance(29_999);
    expect(agent.names()).not.toContain("updatePlayerSessionCreationPolicy");
    clock.advance(1);
    expect((await ending).reason).toBe("nobodyJoined");
    expect((await ended).reason).toBe("nobodyJoined");
    expect(agent.names().slice(-2)).toEqual(["updatePlayerSessionCreationPolicy", "terminateGameServerSession"]);
    expect([server.state, clock.pending]).toEqual(["ready", 0]);
  });

  test("ends a session that everyone left, unless somebody comes in time", async () => {
    const clock = new HandClock();
    const guards = { nobodyJoinedMs: 1_000, everyoneLeftMs: 10_000 };
    const { server } = await useActiveServer({ clock, guards });
    await server.acceptPlayerSession("psess-1");
    clock.advance(anHourMs);
    await server.removePlayerSession("psess-1");
    clock.advance(9_999);
    await server.acceptPlayerSession("psess-2");
    clock.advance(anHourMs);
    expect(server.state).toBe("active");
    await server.removePlayerSession("psess-2");
    const ended = nextEvent(server, "sessionEnded");
    clock.advance(10_000);
    expect((await ended).reason).toBe("everyoneLeft");
  });

  test("ends a session that lasts too long, and removes its players first", async () => {
    const clock = new HandClock();
    const { server, agent } = await useActiveServer({ clock, guards: { longestMs: anHourMs } });
    await server.acceptPlayerSession("psess-1");
    const ended = nextEvent(server, "sessionEnded");
    clock.advance(anHourMs);
    expect((await ended).reason).toBe("tooLong");
    expect(agent.names().slice(-3)).toEqual([
      "updatePlayerSessionCreationPolicy",
      "removePlayerSession",
      "terminateGameServerSession",
    ]);
  });

  test("tries again when GSE could not be told", async () => {
    const clock = new HandClock();
    const { server, agent } = await useActiveServer({ clock, guards: { nobodyJoinedMs: 1_000 } });
    agent.on("terminateGameServerSession", () => Promise.reject(new Error("disk")));
    const tried = agent.next("terminateGameServerSession");
    clock.advance(1_000);
    await tried;
    const active = nextEvent(server, "stateChanged");
    expect((await active).to).toBe("active");
    agent.on("terminateGameServerSession", async () => {});
    const ended = nextEvent(server, "sessionEnded");
    await agent.process().healthCheck({ deadlineAtMs: Infinity });
    clock.advance(5_000);
    expect((await ended).reason).toBe("nobodyJoined");
  });

  test("leaves no timer when the session ends by itself", async () => {
    const clock = new HandClock();
    const guards = { nobodyJoinedMs: 1_000, everyoneLeftMs: 1_000, longestMs: 1_000 };
    const { server, agent } = await useActiveServer({ clock, guards }, aWireSession());
    await server.terminateGameServerSession();
    expect(clock.pending).toBe(0);
    clock.advance(anHourMs);
    expect(agent.names().filter((name) => name === "terminateGameServerSession")).toHaveLength(1);
  });

  test("cannot be given no time", () => {
    expect(() => new GameServer({ clientPort: 2000, guards: { longestMs: 0 } })).toThrow(
      '[BAD_REQUEST_EXCEPTION] guards.longestMs must be more than 0 milliseconds, got "0"',
    );
  });
});
