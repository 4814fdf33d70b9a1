import { describe, expect, test } from "vitest";
import type { ProtectionPolicy } from "../../src/model/index.js";
import { anEngine } from "../support/an-engine.js";
import { atMs, create, join, ready } from "../support/builders.js";
import { textLike } from "../support/text-like.js";

describe("ProcessReady", () => {
  test.each([{ clientPort: 0 }, { clientPort: 65_536 }, { grpcPort: 0 }, { grpcPort: -1 }, { grpcPort: 65_536 }])(
    "with %o is refused and names the field",
    (ports) => {
      const [field] = Object.keys(ports);
      expect(anEngine().refusal(ready(101, ports))).toMatchObject({ kind: "invalid-value", field });
    },
  );

  test("said again by the same process renews its ports and keeps its session and players", () => {
    const engine = anEngine();
    const { id: sessionId, processId } = engine.aGame();
    engine.ok(join(sessionId, "ada"));
    const again = engine.ok(ready(101, { clientPort: 8001, grpcPort: 8002, logPaths: ["./logs"] }));
    expect(again).toMatchObject({ id: processId, sessionId, clientPort: 8001, grpcPort: 8002, logPaths: ["./logs"] });
    expect(engine.session(sessionId)).toMatchObject({ status: "ACTIVE", currentPlayers: 1, port: 8001 });
    const [bob] = engine.ok(join(sessionId, "bob"));
    expect(bob!.port).toBe(8001);
  });

  test("of another process under the same pid means that the former is gone; its session ends in ERROR", () => {
    const engine = anEngine();
    const former = engine.aGame();
    const next = engine.ok(ready(101, { startedAt: "boot later" }));
    expect(next.id).not.toBe(former.processId);
    expect(engine.session(former.id)).toMatchObject({
      status: "ERROR",
      statusReason: textLike(/SERVER_PROCESS_CRASHED/),
    });
    expect(engine.ok(create()).processId).toBe(next.id);
    expect(engine.world.processes.size).toBe(1);
  });

  test("where start times cannot be seen, the callback port tells one process from another", () => {
    const engine = anEngine();
    const first = engine.ok(ready(101, { startedAt: null }));
    expect(engine.ok(ready(101, { startedAt: null })).id).toBe(first.id);
    expect(engine.ok(ready(101, { startedAt: null, grpcPort: 9999 })).id).not.toBe(first.id);
  });

  test("said again by a process that is to go tells it so again", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    engine.ok({ type: "endGameServerSessionAndProcess", target: { sessionId } });
    const { reply, effects } = engine.run(ready(101));
    expect(reply).toMatchObject({ ok: true, value: { status: "ENDING" } });
    expect(effects).toMatchObject([{ do: "askToTerminate", process: { pid: 101, endsAtMs: atMs + 30_000 } }]);
    expect(engine.refusal(create()).kind).toBe("no-idle-process");
  });

  test("after ProcessEnding makes a new process of it", () => {
    const engine = anEngine();
    const first = engine.ok(ready(101));
    engine.ok({ type: "processEnding", pid: 101 });
    const second = engine.ok(ready(101));
    expect(second.id).not.toBe(first.id);
    expect(engine.ok(create()).processId).toBe(second.id);
  });
});

describe("ProcessEnding", () => {
  test("ends the process and its session at once, whatever its protection; said again it changes nothing", () => {
    const engine = anEngine({ protectionPolicy: "FullProtection" });
    const { id } = engine.aGame();
    const { events } = engine.run({ type: "processEnding", pid: 101 });
    expect(events.map(({ type }) => type)).toEqual(["sessionEnded", "processEnded"]);
    expect(engine.session(id)?.status).toBe("TERMINATED");
    expect(engine.process(101)?.status).toBe("TERMINATED");
    expect(engine.run({ type: "processEnding", pid: 101 })).toMatchObject({ reply: { ok: true }, events: [] });
  });

  test("leaves the caller unknown from then on", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    engine.ok({ type: "processEnding", pid: 101 });
    expect(engine.refusal({ type: "terminateGameServerSession", pid: 101, sessionId }).kind).toBe("process-not-ready");
  });
});

describe("a process that is gone", () => {
  test("unasked has crashed: its session ends in ERROR and its players with it", () => {
    const engine = anEngine();
    const { id, processId } = engine.aGame();
    const [ada] = engine.ok(join(id, "ada"));
    engine.ok({ type: "processGone", processId, how: "signal 11" });
    expect(engine.session(id)).toMatchObject({ status: "ERROR", statusReason: "SERVER_PROCESS_CRASHED: signal 11" });
    expect(engine.player(ada!.id)?.status).toBe("TIMEDOUT");
    expect(engine.process(101)).toMatchObject({ status: "TERMINATED", sessionId: null });
    engine.ok({ type: "processGone", processId, how: "again" });
  });

  test("after it was told to go has done as it was told: its session is TERMINATED", () => {
    const engine = anEngine();
    const { id, processId } = engine.aGame();
    engine.ok({ type: "endGameServerSessionAndProcess", target: { sessionId: id } });
    engine.ok({ type: "processGone", processId, how: "exit 0" });
    expect(engine.session(id)?.status).toBe("TERMINATED");
  });
});

describe("EndGameServerSessionAndProcess", () => {
  test.each<ProtectionPolicy>(["NoProtection", "TimeLimitProtection"])(
    "under %s ends session and process within 30 s, by force if need be",
    (protectionPolicy) => {
      const engine = anEngine({ protectionPolicy });
      const { id } = engine.aGame();
      const [ada] = engine.ok(join(id, "ada"));
      const { effects } = engine.run({ type: "endGameServerSessionAndProcess", target: { sessionId: id } });
      expect(effects).toMatchObject([{ do: "askToTerminate", process: { endsAtMs: atMs + 30_000 } }]);
      expect(engine.session(id)).toMatchObject({ status: "TERMINATING", availabilityStatus: "Disable" });
      expect(engine.refusal(join(id, "bob")).kind).toBe("session-not-active");
      engine.pass(29_999);
      expect(engine.process(101)?.status).toBe("ENDING");
      engine.pass(1);
      expect(engine.session(id)?.status).toBe("TERMINATED");
      expect(engine.process(101)?.status).toBe("TERMINATED");
      expect(engine.player(ada!.id)?.status).toBe("TIMEDOUT");
    },
  );

  test("under FullProtection is refused until another policy is set", () => {
    const engine = anEngine({ protectionPolicy: "FullProtection" });
    const { id: sessionId } = engine.aGame();
    const end = { type: "endGameServerSessionAndProcess", target: { sessionId } } as const;
    expect(engine.refusal(end)).toMatchObject({
      kind: "session-protected",
      message: textLike(/UpdateGameServerSession first/),
    });
    expect(engine.session(sessionId)?.status).toBe("ACTIVE");
    engine.ok({ type: "updateGameServerSession", sessionId, protectionPolicy: "NoProtection" });
    engine.ok(end);
  });

  test("also ends a session that is ACTIVATING, which can then not become ACTIVE any more", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    const { id: sessionId } = engine.ok(create());
    engine.ok({ type: "endGameServerSessionAndProcess", target: { sessionId } });
    const refusal = engine.refusal({ type: "activateGameServerSession", pid: 101, sessionId, maxPlayers: 0 });
    expect(refusal.kind).toBe("session-not-active");
    engine.pass(600_000);
    expect(engine.session(sessionId)?.status).toBe("TERMINATED");
  });

  test("finds the process by the address that players use, with or without a session", () => {
    const engine = anEngine();
    engine.ok(ready(101, { clientPort: 7001 }));
    engine.ok(ready(102, { clientPort: 7002 }));
    const at = (ipAddress: string, port: number) =>
      ({ type: "endGameServerSessionAndProcess", target: { ipAddress, port } }) as const;
    expect(engine.refusal(at("127.0.0.1", 7003))).toMatchObject({
      kind: "process-not-found",
      message: textLike(/7003/),
    });
    expect(engine.refusal(at("10.0.0.1", 7002)).kind).toBe("process-not-found");
    engine.ok(at("127.0.0.1", 7002));
    expect(engine.process(101)?.status).toBe("ACTIVE");
    expect(engine.process(102)?.status).toBe("ENDING");
    engine.ok({ type: "processEnding", pid: 102 });
    expect(engine.refusal(at("127.0.0.1", 7002)).kind).toBe("process-not-found");
    engine.ok(ready(101, { clientPort: 7101 }));
    expect(engine.refusal(at("127.0.0.1", 7001)).kind).toBe("process-not-found");
    engine.ok(at("127.0.0.1", 7101));
  });

  test("said again does not give the process more time", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    const end = { type: "endGameServerSessionAndProcess", target: { sessionId } } as const;
    engine.ok(end);
    engine.pass(20_000);
    expect(engine.run(end).effects).toEqual([]);
    expect(engine.process(101)?.endsAtMs).toBe(atMs + 30_000);
  });

  test("is refused for a session that ended, and where there is none", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId });
    const end = { type: "endGameServerSessionAndProcess", target: { sessionId } } as const;
    expect(engine.refusal(end).kind).toBe("session-not-active");
    const nowhere = { sessionId: `${sessionId}-none` as typeof sessionId };
    expect(engine.refusal({ ...end, target: nowhere }).kind).toBe("session-not-found");
  });

  test("lets the session end by itself first, and the process is not kept any longer for that", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    engine.ok({ type: "endGameServerSessionAndProcess", target: { sessionId } });
    engine.pass(1_000);
    expect(engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId }).status).toBe("TERMINATED");
    expect(engine.process(101)).toMatchObject({ status: "ENDING", endsAtMs: atMs + 30_000, sessionId: null });
    expect(engine.refusal(create()).kind).toBe("no-idle-process");
  });
});
