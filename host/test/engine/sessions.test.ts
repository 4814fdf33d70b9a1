import { describe, expect, test } from "vitest";
import type { GameServerSessionId } from "../../src/model/index.js";
import { step, upSettings, devSettings, World } from "../../src/engine/index.js";
import { anEngine } from "../support/an-engine.js";
import { atMs, create, join, ready } from "../support/builders.js";
import { textLike } from "../support/text-like.js";
import { MemoryJournal } from "../../src/testing/memory-journal.js";

const nowhere = "qcs::gse:local::gameserversession/fleet-1/gssess-none" as GameServerSessionId;

describe("CreateGameServerSession", () => {
  test("gives an ACTIVATING session with the address of an idle process, and has the process told", () => {
    const engine = anEngine();
    engine.ok(ready(101, { clientPort: 7777 }));
    const { reply, effects } = engine.run(create({ name: "arena", maxPlayers: 8, gameServerSessionData: "map=ice" }));
    expect(reply).toMatchObject({
      ok: true,
      value: {
        status: "ACTIVATING",
        name: "arena",
        maxPlayers: 8,
        gameServerSessionData: "map=ice",
        ipAddress: "127.0.0.1",
        port: 7777,
        createdAtMs: atMs,
        endedAtMs: null,
        currentPlayers: 0,
        playerSessionCreationPolicy: "ACCEPT_ALL",
        availabilityStatus: "Enable",
      },
    });
    expect(effects).toMatchObject([{ do: "startSession", process: { pid: 101 }, session: { name: "arena" } }]);
  });

  test("names sessions as the cloud did, or as GSE Local did", () => {
    const idWith = (settings: typeof upSettings): string => {
      const journal = new MemoryJournal();
      const options = {
        world: new World(
          journal.load(() => 0),
          journal,
        ),
        settings,
        uuid: () => "0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d",
      };
      step(options, ready(101), atMs);
      const { reply } = step(options, create(), atMs);
      return reply.ok ? reply.value.id : reply.refusal.message;
    };
    expect(idWith(upSettings)).toBe(
      "qcs::gse:ap-shanghai:uin/100000000001:gameserversession/fleet-1/gssess-0a1b2c3d-7a6b5c4d",
    );
    expect(idWith(devSettings)).toBe(
      "qcs::gse:local::gameserversession/fleet-1/gssess-0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d",
    );
  });

  test("said again with the same token gives the same session and takes no second process", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    engine.ok(ready(102));
    const first = engine.ok(create({ idempotencyToken: "token-1" }));
    const again = engine.run(create({ idempotencyToken: "token-1", name: "another name" }));
    expect(again.reply).toEqual({ ok: true, value: first });
    expect(again.effects).toEqual([]);
    expect(first.id).toMatch(/\/fleet-1\/token-1$/);
    expect(engine.ok(create({ idempotencyToken: "token-2" })).processId).not.toBe(first.processId);
  });

  test("said again with the token of a session that ended gives that session as it is now", () => {
    const engine = anEngine();
    const { id } = engine.aGame(101, { idempotencyToken: "token-1" });
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId: id });
    expect(engine.ok(create({ idempotencyToken: "token-1" }))).toMatchObject({ id, status: "TERMINATED" });
  });

  test("is refused when no process is ready, and when each hosts a session", () => {
    const engine = anEngine();
    expect(engine.refusal(create())).toMatchObject({
      kind: "no-idle-process",
      message: textLike(/calls ProcessReady/),
    });
    engine.aGame();
    expect(engine.refusal(create())).toMatchObject({
      kind: "no-idle-process",
      message: textLike(/none of the 1/),
    });
  });

  test("takes the process that has waited longest", () => {
    const engine = anEngine();
    for (const pid of [101, 102, 103]) engine.ok(ready(pid));
    const pidOf = (processId: string) => [101, 102, 103].find((pid) => engine.process(pid)?.id === processId);
    const first = engine.ok(create());
    expect(pidOf(first.processId)).toBe(101);
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId: first.id });
    expect([create(), create(), create()].map((command) => pidOf(engine.ok(command).processId))).toEqual([
      102, 103, 101,
    ]);
  });

  test("is refused above the quota of players, and allowed with none", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    expect(engine.refusal(create({ maxPlayers: 201 }))).toMatchObject({
      kind: "quota",
      field: "MaximumPlayerSessionCount",
    });
    expect(engine.ok(create({ maxPlayers: 0 })).maxPlayers).toBe(0);
  });

  test("makes sessions in an order that lists can follow", () => {
    const engine = anEngine();
    expect(engine.aGame(101).seq).toBe(1);
    expect(engine.aGame(102).seq).toBe(2);
    engine.restart();
    expect(engine.aGame(103).seq).toBe(3);
  });
});

describe("the limit of sessions per creator", () => {
  const byAda = create({ creatorId: "ada" });
  const withProcesses = (engine = anEngine({ sessionsPerCreator: 2, creatorPeriodMs: 180_000 })) => {
    for (let pid = 101; pid < 110; pid++) engine.ok(ready(pid));
    return engine;
  };

  test("holds for one creator on one fleet, and not without a CreatorId", () => {
    const engine = withProcesses();
    engine.ok(byAda);
    engine.ok(byAda);
    expect(engine.refusal(byAda)).toMatchObject({
      kind: "creator-limit",
      message: textLike(/"ada" made 2/),
    });
    engine.ok(create({ creatorId: "bob" }));
    engine.ok({ ...byAda, fleetId: "fleet-2" as typeof byAda.fleetId });
    for (let i = 0; i < 4; i++) engine.ok(create({ creatorId: "" }));
  });

  test("is over when the period is", () => {
    const engine = withProcesses();
    engine.ok(byAda);
    engine.pass(100_000);
    engine.ok(byAda);
    engine.pass(79_999);
    expect(engine.refusal(byAda).kind).toBe("creator-limit");
    engine.pass(1);
    engine.ok(byAda);
    expect(engine.refusal(byAda).kind).toBe("creator-limit");
  });

  test("counts what was made before a restart", () => {
    const engine = withProcesses();
    engine.ok(byAda);
    engine.ok(byAda);
    engine.restart();
    expect(engine.refusal(byAda).kind).toBe("creator-limit");
  });

  test("does not count a session that was refused", () => {
    const engine = anEngine({ sessionsPerCreator: 1 });
    expect(engine.refusal(byAda).kind).toBe("no-idle-process");
    engine.ok(ready(101));
    engine.ok(byAda);
  });

  test("keeps creators in mind only as long as they count", () => {
    const engine = withProcesses();
    engine.ok(byAda);
    engine.ok(create({ creatorId: "bob" }));
    expect(engine.world.recentCreators).toBe(2);
    engine.pass(180_000);
    expect(engine.world.recentCreators).toBe(0);
  });
});

describe("UpdateGameServerSession", () => {
  test("changes what it names and nothing else", () => {
    const engine = anEngine();
    const session = engine.aGame();
    const updated = engine.ok({
      type: "updateGameServerSession",
      sessionId: session.id,
      name: "new name",
      maxPlayers: 3,
      playerSessionCreationPolicy: "DENY_ALL",
      protectionPolicy: "FullProtection",
    });
    expect(updated).toEqual({
      ...session,
      name: "new name",
      maxPlayers: 3,
      playerSessionCreationPolicy: "DENY_ALL",
      protectionPolicy: "FullProtection",
    });
    expect(engine.ok({ type: "updateGameServerSession", sessionId: session.id })).toEqual(updated);
  });

  test("is possible while the session is ACTIVATING", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    const { id } = engine.ok(create());
    expect(engine.ok({ type: "updateGameServerSession", sessionId: id, name: "n" }).name).toBe("n");
  });

  test("does not go below the players who are there, nor above the quota", () => {
    const engine = anEngine();
    const { id } = engine.aGame();
    engine.ok(join(id, "ada", "bob"));
    const update = { type: "updateGameServerSession", sessionId: id } as const;
    expect(engine.refusal({ ...update, maxPlayers: 1 })).toMatchObject({
      kind: "invalid-value",
      message: textLike(/2 players/),
    });
    expect(engine.refusal({ ...update, maxPlayers: 201 }).kind).toBe("quota");
    expect(engine.ok({ ...update, maxPlayers: 2 }).maxPlayers).toBe(2);
  });

  test("is refused for a session that ended, and for one that never was", () => {
    const engine = anEngine();
    const { id } = engine.aGame();
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId: id });
    expect(engine.refusal({ type: "updateGameServerSession", sessionId: id, name: "n" })).toMatchObject({
      kind: "session-not-active",
      message: textLike(/TERMINATED/),
    });
    expect(engine.refusal({ type: "updateGameServerSession", sessionId: nowhere }).kind).toBe("session-not-found");
  });
});

describe("ActivateGameServerSession", () => {
  const activating = (maxPlayers = 10) => {
    const engine = anEngine();
    engine.ok(ready(101));
    const { id } = engine.ok(create({ maxPlayers }));
    const activate = (max: number, pid = 101) =>
      ({ type: "activateGameServerSession", pid, sessionId: id, maxPlayers: max }) as const;
    return { engine, id, activate };
  };

  test.each([
    { of: 10, given: 0, then: 10 },
    { of: 10, given: 4, then: 4 },
    { of: 10, given: 40, then: 10 },
    { of: 0, given: 5, then: 0 },
  ])("of $of players with maxPlayers $given allows $then", ({ of, given, then }) => {
    const { engine, activate } = activating(of);
    expect(engine.ok(activate(given))).toMatchObject({ status: "ACTIVE", maxPlayers: then });
  });

  test("is refused with a negative maxPlayers, and the session waits on", () => {
    const { engine, id, activate } = activating();
    expect(engine.refusal(activate(-1))).toMatchObject({ kind: "invalid-value", field: "maxPlayers" });
    expect(engine.session(id)?.status).toBe("ACTIVATING");
  });

  test("said again changes nothing", () => {
    const { engine, activate } = activating();
    const active = engine.ok(activate(0));
    expect(engine.ok(activate(3))).toEqual(active);
  });

  test("is accepted while OnStartGameServerSession is still running, and its late answer changes nothing", () => {
    const { engine, id, activate } = activating();
    const active = engine.ok(activate(0));
    for (const outcome of [{ kind: "ok" }, { kind: "refused", reason: "no" }] as const)
      engine.ok({ type: "sessionStartAnswered", processId: active.processId, sessionId: id, outcome });
    expect(engine.session(id)).toEqual(active);
  });

  test("is refused to another process, to one that is not ready, and for a session that never was", () => {
    const { engine, activate } = activating();
    engine.ok(ready(102));
    expect(engine.refusal(activate(0, 102))).toMatchObject({
      kind: "wrong-process",
      message: textLike(/pid 102/),
    });
    expect(engine.refusal(activate(0, 999))).toMatchObject({
      kind: "process-not-ready",
      message: textLike(/pid 999/),
    });
    expect(engine.refusal({ ...activate(0), sessionId: nowhere }).kind).toBe("session-not-found");
  });

  test("is refused once the session has ended", () => {
    const { engine, id, activate } = activating();
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId: id });
    expect(engine.refusal(activate(0)).kind).toBe("session-not-active");
  });
});

describe("the answer to OnStartGameServerSession", () => {
  const started = () => {
    const engine = anEngine();
    engine.ok(ready(101));
    const { id: sessionId, processId } = engine.ok(create());
    return { engine, sessionId, answered: { type: "sessionStartAnswered", processId, sessionId } as const };
  };

  test("that is a yes leaves the session to be activated later", () => {
    const { engine, sessionId, answered } = started();
    engine.ok({ ...answered, outcome: { kind: "ok" } });
    expect(engine.session(sessionId)?.status).toBe("ACTIVATING");
    engine.pass(599_999);
    engine.ok({ type: "activateGameServerSession", pid: 101, sessionId, maxPlayers: 0 });
  });

  test("that is a no ends the session in ERROR with the reason, and the process is free again", () => {
    const { engine, sessionId, answered } = started();
    engine.ok({ ...answered, outcome: { kind: "refused", reason: "no map of that name" } });
    expect(engine.session(sessionId)).toMatchObject({
      status: "ERROR",
      statusReason: textLike(/no map of that name/),
    });
    expect(engine.ok(create()).processId).toBe(answered.processId);
  });

  test("that is a no because the process ends lets it go: it gets no other session, and 30 s for its ProcessEnding", () => {
    const { engine, sessionId, answered } = started();
    engine.ok({ ...answered, outcome: { kind: "refused", reason: "the process is ending", isEnding: true } });
    expect(engine.session(sessionId)?.status).toBe("ERROR");
    expect(engine.refusal(create()).kind).toBe("no-idle-process");
    expect(engine.pass(29_999).events).toEqual([]);
    expect(engine.pass(1).events).toMatchObject([{ type: "processEnded", process: { id: answered.processId } }]);
  });

  test("that does not come ends the session in ERROR; the process gets none until a health check succeeds", () => {
    const { engine, sessionId, answered } = started();
    engine.ok({ ...answered, outcome: { kind: "unreachable", reason: "connection refused" } });
    expect(engine.session(sessionId)).toMatchObject({
      status: "ERROR",
      statusReason: textLike(/connection refused/),
    });
    expect(engine.pass(0).effects).toMatchObject([{ do: "checkHealth", process: { pid: 101 } }]);
    expect(engine.refusal(create()).kind).toBe("no-idle-process");
    engine.ok({ type: "healthChecked", processId: answered.processId, outcome: { kind: "ok" } });
    engine.ok(create());
  });

  test("that comes after the process got another session says nothing about that one", () => {
    const { engine, sessionId, answered } = started();
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId });
    const next = engine.ok(create());
    engine.ok({ ...answered, outcome: { kind: "refused", reason: "too late" } });
    expect(engine.session(next.id)?.status).toBe("ACTIVATING");
  });
});

describe("a session that is not activated in time", () => {
  test("ends in ERROR at exactly its time-out, and its process is told to go and forced 30 s later", () => {
    const engine = anEngine({ activationTimeoutMs: 5_000 });
    engine.ok(ready(101));
    const { id } = engine.ok(create());
    engine.pass(4_999);
    expect(engine.session(id)?.status).toBe("ACTIVATING");
    const { effects } = engine.pass(1);
    expect(engine.session(id)).toMatchObject({
      status: "ERROR",
      statusReason: textLike(/^GAME_SESSION_ACTIVATION_TIMEOUT: .* 5 s$/),
      endedAtMs: atMs + 5_000,
    });
    expect(effects).toMatchObject([{ do: "askToTerminate", process: { pid: 101, endsAtMs: atMs + 35_000 } }]);
    expect(engine.refusal(create()).kind).toBe("no-idle-process");
    engine.pass(29_999);
    expect(engine.process(101)?.status).toBe("ENDING");
    engine.pass(1);
    expect(engine.process(101)).toMatchObject({
      status: "TERMINATED",
      statusReason: textLike(/^SERVER_PROCESS_FORCE_TERMINATED/),
    });
  });
});

describe("UpdatePlayerSessionCreationPolicy", () => {
  test("sets ACCEPT_ALL and DENY_ALL, and refuses any other word", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    const update = { type: "updatePlayerSessionCreationPolicy", pid: 101, sessionId } as const;
    for (const policy of ["DENY_ALL", "ACCEPT_ALL"])
      expect(engine.ok({ ...update, policy }).playerSessionCreationPolicy).toBe(policy);
    expect(engine.refusal({ ...update, policy: "deny_all" })).toMatchObject({
      kind: "invalid-value",
      message: textLike(/"deny_all"; give "ACCEPT_ALL" or "DENY_ALL"/),
    });
  });

  test("is refused for an ended session", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId });
    const refusal = engine.refusal({
      type: "updatePlayerSessionCreationPolicy",
      pid: 101,
      sessionId,
      policy: "DENY_ALL",
    });
    expect(refusal.kind).toBe("session-not-active");
  });
});

describe("TerminateGameServerSession", () => {
  test("ends the session and its players, and the process may have another one", () => {
    const engine = anEngine();
    const { id: sessionId, processId } = engine.aGame();
    const [ada, bob] = engine.ok(join(sessionId, "ada", "bob"));
    engine.ok({ type: "acceptPlayerSession", pid: 101, requestId: "r", sessionId, playerSessionId: ada!.id });
    engine.pass(10);
    const ended = engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId });
    expect(ended).toMatchObject({ status: "TERMINATED", currentPlayers: 0, endedAtMs: atMs + 10 });
    expect(engine.player(ada!.id)).toMatchObject({ status: "COMPLETED", endedAtMs: atMs + 10 });
    expect(engine.player(bob!.id)).toMatchObject({ status: "TIMEDOUT", endedAtMs: atMs + 10 });
    expect(engine.ok(create()).processId).toBe(processId);
  });

  test("said again changes nothing, also when the process hosts another session by then", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    const terminate = { type: "terminateGameServerSession", pid: 101, sessionId } as const;
    const ended = engine.ok(terminate);
    const next = engine.ok(create());
    engine.pass(5);
    expect(engine.ok(terminate)).toEqual(ended);
    expect(engine.session(next.id)?.status).toBe("ACTIVATING");
  });
});

describe("ReportCustomData", () => {
  test("shows on the session that the process hosts", () => {
    const engine = anEngine();
    const { id } = engine.aGame();
    engine.ok({ type: "reportCustomData", pid: 101, current: 3, max: 8 });
    expect(engine.session(id)).toMatchObject({ currentCustomCount: 3, maxCustomCount: 8 });
  });

  test("is refused while the process hosts none", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    expect(engine.refusal({ type: "reportCustomData", pid: 101, current: 1, max: 1 }).kind).toBe("session-not-active");
  });
});
