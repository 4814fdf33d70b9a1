import { describe, expect, test } from "vitest";
import { devSettings } from "../src/engine/index.js";
import type { CallbackOutcome, PlayerSessionId } from "../src/model/index.js";
import { aGame } from "./support/a-game.js";
import { create, join, ready } from "./support/builders.js";
import { textLike } from "./support/text-like.js";
import { useHost } from "./support/use-host.js";

const held = () => {
  let answer: (outcome: CallbackOutcome) => void = () => undefined;
  const promise = new Promise<CallbackOutcome>((resolve) => {
    answer = resolve;
  });
  return { promise, answer };
};

describe("a turn", () => {
  test("brings all commands that came together to disk in one commit, before any of them is answered", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    const before = gse.journal.commits;
    const replies = ["ada", "bob", "cleo"].map(async (name) => {
      const [player] = await gse.ok(join(id, name));
      expect(gse.host.reads.player(player!.id)).toEqual(player);
    });
    expect(gse.journal.commits).toBe(before);
    await Promise.all(replies);
    expect(gse.journal.commits).toBe(before + 1);
  });

  test("of questions and refusals only writes nothing", async () => {
    const gse = await useHost();
    const before = gse.journal.commits;
    await gse.refusal(create());
    await gse.ok({ type: "tick" });
    expect(gse.journal.commits).toBe(before);
  });

  test("tells of each command, what it caused, and its refusal, in this order and only after the commit", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    gse.events.length = 0;
    const joined = gse.ok(join(id, "ada"));
    const refused = gse.refusal(create());
    expect(gse.events).toEqual([]);
    await Promise.all([joined, refused]);
    expect(gse.events).toMatchObject([
      { type: "commandReceived", command: { type: "joinGameServerSession" } },
      { type: "playerReserved", player: { playerId: "ada" } },
      { type: "commandReceived", command: { type: "createGameServerSession" } },
      { type: "commandRefused", refusal: { kind: "no-idle-process" } },
    ]);
  });

  test("goes on when a listener or the way to a process throws", async () => {
    const gse = await useHost();
    gse.host.onEvent(() => {
      throw new Error("a listener's own fault");
    });
    await gse.ok(ready(101));
    gse.link.startSession = () => {
      throw new Error("no way");
    };
    gse.link.forget = () => {
      throw new Error("nor back");
    };
    const session = await gse.ok(create());
    await gse.ok({ type: "processEnding", pid: 101 });
    expect(gse.host.reads.session(session.id)?.status).toBe("TERMINATED");
    expect(gse.faults).toContain('carry out "startSession": Error: no way');
    expect(gse.faults).toContain("forget a process: Error: nor back");
    await gse.ok(ready(102));
    await gse.clock.advance(60_000);
    expect(gse.link.callsOf("checkHealth")).toHaveLength(1);
  });
});

describe("200 racing joins on 50 slots", () => {
  const race = async (
    joinAll: (names: readonly string[], join: (name: string) => Promise<boolean>) => Promise<boolean[]>,
  ) => {
    const gse = await useHost();
    const { id } = await aGame(gse, 101, { maxPlayers: 50 });
    const names = Array.from({ length: 200 }, (_, i) => `player-${String(i)}`);
    const got = await joinAll(names, async (name) => {
      const reply = await gse.host.execute(join(id, name));
      if (!reply.ok) expect(reply.refusal.kind).toBe("session-full");
      return reply.ok;
    });
    const rows = gse.host.reads.players({ sessionId: id }, { limit: 1_000 });
    expect(got.filter(Boolean)).toHaveLength(50);
    expect(rows).toHaveLength(50);
    expect(new Set(rows.map(({ playerId }) => playerId)).size).toBe(50);
    expect(gse.host.reads.session(id)?.currentPlayers).toBe(50);
  };

  test("give exactly 50 in one turn", () => race((names, joinOne) => Promise.all(names.map(joinOne))));

  test("give exactly 50 over several turns", () =>
    race(async (names, joinOne) => {
      const got: Promise<boolean>[] = [];
      for (const [index, name] of names.entries()) {
        got.push(joinOne(name));
        // Now and then a turn ends in between.
        if (index % 7 === 0) await got.at(-1);
      }
      return Promise.all(got);
    }));
});

describe("time", () => {
  test("runs a reservation out at exactly 60 s, with nobody asking", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse, 101, { maxPlayers: 1 });
    const [ada] = await gse.ok(join(id, "ada"));
    await gse.clock.advance(59_999);
    expect(gse.host.reads.player(ada!.id)?.status).toBe("RESERVED");
    await gse.clock.advance(1);
    expect(gse.host.reads.player(ada!.id)?.status).toBe("TIMEDOUT");
    expect(gse.host.reads.session(id)?.currentPlayers).toBe(0);
    await gse.ok(join(id, "bob"));
  });

  test("that jumps far ahead runs everything out that was due on the way", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    await gse.ok(join(id, "ada", "bob"));
    await gse.ok(ready(102));
    const waiting = await gse.ok(create());
    await gse.clock.advance(24 * 3_600_000);
    expect(gse.host.reads.session(id)).toMatchObject({ status: "ACTIVE", currentPlayers: 0 });
    expect(gse.host.reads.session(waiting.id)?.status).toBe("ERROR");
    expect(gse.faults).toEqual([]);
  });

  test("asks a process for its health every 60 s, with 60 s to answer", async () => {
    const gse = await useHost();
    await gse.ok(ready(101));
    const start = gse.clock.now();
    await gse.clock.advance(180_000);
    expect(gse.link.callsOf("checkHealth").map(({ deadlineAtMs }) => deadlineAtMs - start)).toEqual([
      120_000, 180_000, 240_000,
    ]);
  });

  test("shields a process after three checks without an answer, and lets it back after one", async () => {
    const gse = await useHost({ settings: devSettings });
    await gse.ok(ready(101));
    gse.link.answer = ({ deadlineAtMs }) =>
      new Promise((resolve) => {
        gse.clock.setTimeout(() => {
          resolve({ kind: "unreachable", reason: "no answer" });
        }, deadlineAtMs - gse.clock.now());
      });
    await gse.clock.advance(240_000 - 1);
    expect(gse.host.counts().idleProcesses).toBe(1);
    await gse.clock.advance(1);
    expect(gse.host.counts()).toMatchObject({ processes: 1, idleProcesses: 0 });
    gse.link.answer = () => ({ kind: "ok" });
    await gse.clock.advance(60_000);
    expect(gse.host.counts().idleProcesses).toBe(1);
  });
});

describe("a session's start", () => {
  test("may take until the session must be ACTIVE, and then the time-out decides; a no ends it", async () => {
    const gse = await useHost();
    await gse.ok(ready(101));
    const { promise, answer } = held();
    gse.link.answer = () => promise;
    const session = await gse.ok(create());
    expect(gse.link.calls).toMatchObject([{ call: "startSession", session: { id: session.id } }]);
    expect(gse.link.calls[0]!.deadlineAtMs).toBeGreaterThan(session.activateByMs);
    answer({ kind: "refused", reason: "no map" });
    await gse.settled();
    expect(gse.host.reads.session(session.id)).toMatchObject({ status: "ERROR", statusReason: textLike(/no map/) });
    expect(gse.host.counts().idleProcesses).toBe(1);
  });

  test("that nobody answers takes the process out until it proves well, which is asked at once", async () => {
    const gse = await useHost();
    await gse.ok(ready(101));
    gse.link.answer = ({ call }) =>
      call === "startSession" ? { kind: "unreachable", reason: "connection refused" } : { kind: "ok" };
    const session = await gse.ok(create());
    await gse.settled();
    expect(gse.host.reads.session(session.id)?.status).toBe("ERROR");
    await gse.clock.advance(0);
    expect(gse.link.calls.map(({ call }) => call)).toEqual(["startSession", "checkHealth"]);
    expect(gse.host.counts().idleProcesses).toBe(1);
  });
});

describe("a disk that refuses", () => {
  test("fails the commands of that turn, and nothing of it has happened", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    await gse.ok(ready(102));
    const counts = gse.host.counts();
    const calls = gse.link.calls.length;
    const events = gse.events.length;
    gse.journal.isFull = true;
    const results = await Promise.allSettled([gse.host.execute(create()), gse.host.execute(join(id, "ada"))]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(gse.host.counts()).toEqual(counts);
    expect([gse.link.calls.length, gse.events.length]).toEqual([calls, events]);
    gse.journal.isFull = false;
    expect((await gse.ok(create())).seq).toBe(2);
    expect((await gse.ok(join(id, "ada")))[0]!.seq).toBe(1);
  });

  test("does not lose the answer of a process: it is taken a second later", async () => {
    const gse = await useHost();
    await gse.ok(ready(101));
    const { promise, answer } = held();
    gse.link.answer = () => promise;
    const { id } = await gse.ok(create());
    gse.journal.isFull = true;
    answer({ kind: "refused", reason: "no map" });
    await gse.clock.advance(5_000);
    expect(gse.host.reads.session(id)?.status).toBe("ACTIVATING");
    gse.journal.isFull = false;
    await gse.clock.advance(1_000);
    expect(gse.host.reads.session(id)?.status).toBe("ERROR");
  });

  test("delays what is due by a second at the most once there is room", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    const [ada] = await gse.ok(join(id, "ada"));
    await gse.clock.advance(59_000);
    gse.journal.isFull = true;
    await gse.clock.advance(10_500);
    expect(gse.host.reads.player(ada!.id)?.status).toBe("RESERVED");
    // Tried once a second, not as fast as it can.
    expect(gse.faults.length).toBeLessThan(30);
    gse.journal.isFull = false;
    await gse.clock.advance(1_000);
    expect(gse.host.reads.player(ada!.id)?.status).toBe("TIMEDOUT");
  });

  test("does not make a process that is gone come back", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    gse.journal.isFull = true;
    gse.runtime.gone.add(101);
    await gse.clock.advance(3_000);
    expect(gse.host.counts().processes).toBe(1);
    gse.journal.isFull = false;
    await gse.clock.advance(1_000);
    expect(gse.host.counts().processes).toBe(0);
    expect(gse.host.reads.session(id)?.status).toBe("ERROR");
  });
});

describe("a fault in the engine", () => {
  test("fails its command alone and leaves the world as it was", async () => {
    const gse = await useHost();
    await aGame(gse, 101, { idempotencyToken: "token-1" });
    await gse.ok({ type: "processEnding", pid: 101 });
    await gse.ok(ready(102));
    const find = gse.journal.session;
    gse.journal.session = () => {
      throw new Error("cannot read");
    };
    const [failed, created] = await Promise.allSettled([
      gse.host.execute(create({ idempotencyToken: "token-1" })),
      gse.host.execute(create()),
    ]);
    gse.journal.session = find;
    expect(failed).toMatchObject({ status: "rejected", reason: { message: "cannot read" } });
    expect(created).toMatchObject({ status: "fulfilled", value: { ok: true } });
    expect(gse.host.counts()).toMatchObject({ processes: 1, idleProcesses: 0, sessions: 1 });
  });
});

describe("processes that are gone", () => {
  test("without a word are noticed within a second, and their sessions end in ERROR", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    gse.runtime.gone.add(101);
    await gse.clock.advance(1_000);
    expect(gse.host.reads.session(id)).toMatchObject({
      status: "ERROR",
      statusReason: textLike(/SERVER_PROCESS_CRASHED/),
    });
    expect(gse.host.counts().processes).toBe(0);
    expect(gse.link.forgotten).toHaveLength(1);
  });

  test("are noticed at once when another one reports their port, so that a session goes to that one", async () => {
    const gse = await useHost();
    await gse.ok(ready(101, { clientPort: 7_777 }));
    gse.runtime.gone.add(101);
    const { id } = await gse.ok(ready(102, { clientPort: 7_777 }));
    expect((await gse.ok(create())).processId).toBe(id);
    expect(gse.host.counts().processes).toBe(1);
    await gse.ok(ready(103, { clientPort: 7_777 }));
    expect(gse.host.counts().processes).toBe(2);
  });

  test("are all noticed, however many there are", async () => {
    const gse = await useHost();
    await Promise.all(Array.from({ length: 500 }, (_, i) => gse.ok(ready(1_000 + i))));
    for (let i = 0; i < 500; i += 2) gse.runtime.gone.add(1_000 + i);
    await gse.clock.advance(1_000);
    expect(gse.host.counts().processes).toBe(250);
  });
});

describe("a host that is killed and started again", () => {
  test("has the same sessions and players, and takes the running processes back", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse, 101, { maxPlayers: 5 });
    const [ada, bob] = await gse.ok(join(id, "ada", "bob"));
    const accept = { type: "acceptPlayerSession", pid: 101, requestId: "r-1", sessionId: id } as const;
    await gse.ok({ ...accept, playerSessionId: ada!.id });
    await gse.ok(ready(102));
    const session = gse.host.reads.session(id);
    const counts = gse.host.counts();
    await gse.restart();
    expect(gse.host.reads.session(id)).toEqual(session);
    expect(gse.host.counts()).toEqual(counts);
    expect(gse.link.calls).toEqual([]);
    expect(await gse.ok({ ...accept, playerSessionId: ada!.id })).toMatchObject({ status: "ACTIVE" });
    expect(await gse.ok(join(id, "bob"))).toEqual([bob]);
    expect((await gse.ok(join(id, "cleo")))[0]!.seq).toBe(3);
    expect((await gse.ok(create())).seq).toBe(2);
    expect((await gse.ok(ready(101))).sessionId).toBe(id);
  });

  test("ends what went while it was down", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    await gse.restart(() => void gse.runtime.gone.add(101));
    expect(gse.host.reads.session(id)?.status).toBe("ERROR");
    expect(gse.host.counts()).toEqual({ processes: 0, idleProcesses: 0, sessions: 0, players: 0 });
  });

  test("makes the callbacks again whose answer it did not get", async () => {
    const gse = await useHost();
    await gse.ok(ready(101));
    const { promise } = held();
    gse.link.answer = () => promise;
    const waiting = await gse.ok(create());
    const ending = await aGame(gse, 102);
    await gse.ok({ type: "endGameServerSessionAndProcess", target: { sessionId: ending.id } });
    await gse.restart();
    expect(gse.link.calls).toMatchObject([
      { call: "startSession", process: { pid: 101 }, session: { id: waiting.id } },
      { call: "askToTerminate", process: { pid: 102 } },
    ]);
    await gse.clock.advance(30_000);
  });

  test("does at once what was due while it was down", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    const [ada] = await gse.ok(join(id, "ada"));
    await gse.ok(ready(102));
    const waiting = await gse.ok(create());
    await gse.restart(() => gse.clock.advance(3_600_000));
    expect(gse.host.reads.player(ada!.id)?.status).toBe("TIMEDOUT");
    expect(gse.host.reads.session(waiting.id)?.status).toBe("ERROR");
    expect(gse.host.reads.session(id)?.status).toBe("ACTIVE");
  });

  test("forgets what it acknowledged to nobody", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    const unheard = gse.host.execute(join(id, "ada"));
    const failed = expect(unheard).rejects.toThrow(/closed/);
    await gse.restart();
    await failed;
    expect(gse.host.reads.players({ sessionId: id }, { limit: 10 })).toEqual([]);
  });
});

describe("a host that is closed", () => {
  test("answers what came before, takes nothing more, and leaves no timer", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    const late = gse.ok(join(id, "ada"));
    gse.host.close();
    expect(await late).toHaveLength(1);
    await expect(gse.host.execute(join(id, "bob"))).rejects.toThrow(/the host is closing/);
    expect(gse.clock.pendingTimers).toBe(0);
    gse.host.close();
  });

  test("while it starts leaves no timer either", async () => {
    const gse = await useHost();
    const starting = gse.host.start();
    gse.host.close();
    await starting;
    expect(gse.clock.pendingTimers).toBe(0);
    await expect(gse.host.start()).rejects.toThrow(/the host is closing/);
    expect(gse.clock.pendingTimers).toBe(0);
  });

  test("does not wait for answers that it asked for", async () => {
    const gse = await useHost();
    await gse.ok(ready(101));
    const { promise, answer } = held();
    gse.link.answer = () => promise;
    const { id } = await gse.ok(create());
    gse.host.close();
    answer({ kind: "refused", reason: "too late" });
    await gse.settled();
    expect(gse.host.reads.session(id)?.status).toBe("ACTIVATING");
    expect(gse.faults).toEqual([]);
  });
});

test("a player session id that was never given is unknown, not a crash", async () => {
  const gse = await useHost();
  const { id: sessionId } = await aGame(gse);
  const playerSessionId = "psess-'; DROP TABLE players; --" as PlayerSessionId;
  const refusal = await gse.refusal({ type: "removePlayerSession", pid: 101, sessionId, playerSessionId });
  expect(refusal.kind).toBe("player-session-not-found");
});
