import { describe, expect, test } from "vitest";
import type { CallbackOutcome, ProtectionPolicy } from "../../src/model/index.js";
import { anEngine, type TestEngine } from "../support/an-engine.js";
import { atMs, create, ready } from "../support/builders.js";
import { textLike } from "../support/text-like.js";

const sick: CallbackOutcome = { kind: "refused", reason: "out of memory" };

const check = (engine: TestEngine, outcome: CallbackOutcome, pid = 101) =>
  engine.run({ type: "healthChecked", processId: engine.process(pid)!.id, outcome });

const failThrice = (engine: TestEngine) => {
  check(engine, sick);
  check(engine, { kind: "unreachable", reason: "no answer" });
  return check(engine, sick);
};

describe("health checks", () => {
  test("begin 60 s after ProcessReady and come every 60 s", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    expect(engine.pass(59_999).effects).toEqual([]);
    expect(engine.pass(1).effects).toMatchObject([{ do: "checkHealth", process: { pid: 101 } }]);
    expect(engine.pass(59_999).effects).toEqual([]);
    expect(engine.pass(1).effects).toMatchObject([{ do: "checkHealth" }]);
  });

  test("go on for a process that hosts a session or is to go, and end with it", () => {
    const engine = anEngine({ protectionPolicy: "FullProtection" });
    engine.aGame();
    failThrice(engine);
    expect(engine.pass(60_000).effects).toMatchObject([{ do: "checkHealth" }]);
    engine.ok({ type: "processEnding", pid: 101 });
    expect(engine.pass(60_000).effects).toEqual([]);
  });

  test("that fail twice change nothing; a success in between begins the count anew", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    check(engine, sick);
    check(engine, sick);
    check(engine, { kind: "ok" });
    check(engine, sick);
    check(engine, sick);
    expect(engine.process(101)).toMatchObject({ status: "ACTIVE", isShielded: false });
  });

  test("after a restart begin anew", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    engine.pass(30_000);
    check(engine, sick);
    check(engine, sick);
    engine.restart();
    check(engine, sick);
    expect(engine.process(101)?.isShielded).toBe(false);
    engine.pass(59_999);
    expect(engine.pass(1).effects).toMatchObject([{ do: "checkHealth" }]);
  });
});

describe("a process that fails three health checks in a row", () => {
  test("in development gets no new session, is never told to end, and is back after one that succeeds", () => {
    const engine = anEngine({ endsUnhealthyProcesses: false });
    const { id } = engine.aGame();
    expect(failThrice(engine)).toMatchObject({
      effects: [],
      events: [
        { type: "healthChecked", isHealthy: false },
        { type: "processShielded", reason: textLike(/out of memory/) },
      ],
    });
    expect(engine.session(id)).toMatchObject({ status: "ACTIVE", availabilityStatus: "Disable" });
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId: id });
    expect(engine.refusal(create()).kind).toBe("no-idle-process");
    for (let hours = 0; hours < 24; hours++) {
      engine.pass(3_600_000);
      check(engine, sick);
    }
    expect(engine.process(101)).toMatchObject({ status: "ACTIVE", isShielded: true });
    check(engine, { kind: "ok" });
    expect(engine.ok(create()).availabilityStatus).toBe("Enable");
  });

  test("is available again with its session when it recovers", () => {
    const engine = anEngine({ endsUnhealthyProcesses: false });
    const { id } = engine.aGame();
    failThrice(engine);
    expect(check(engine, { kind: "ok" }).events.map(({ type }) => type)).toEqual(["healthChecked", "processRecovered"]);
    expect(engine.session(id)?.availabilityStatus).toBe("Enable");
  });

  test.each<{ protection: ProtectionPolicy; forcedAfterMs: number }>([
    { protection: "NoProtection", forcedAfterMs: 300_000 },
    { protection: "TimeLimitProtection", forcedAfterMs: 1_800_000 },
  ])("is told to go, and forced after $forcedAfterMs ms under $protection", ({ protection, forcedAfterMs }) => {
    const engine = anEngine({ protectionPolicy: protection, protectionTimeLimitMs: 1_800_000 });
    const { id } = engine.aGame();
    expect(failThrice(engine).effects).toMatchObject([
      { do: "askToTerminate", process: { status: "ENDING", endsAtMs: atMs + forcedAfterMs } },
    ]);
    engine.pass(forcedAfterMs - 1);
    expect(engine.session(id)?.status).toBe("ACTIVE");
    engine.pass(1);
    expect(engine.process(101)?.statusReason).toMatch(/^SERVER_PROCESS_FORCE_TERMINATED/);
    expect(engine.session(id)?.status).toBe("TERMINATED");
  });

  test("under FullProtection is told to go and never forced while its session lives", () => {
    const engine = anEngine({ protectionPolicy: "FullProtection" });
    const { id: sessionId } = engine.aGame();
    expect(failThrice(engine).effects).toMatchObject([{ do: "askToTerminate", process: { endsAtMs: null } }]);
    engine.pass(30 * 24 * 3_600_000);
    expect(engine.session(sessionId)?.status).toBe("ACTIVE");

    const { effects } = engine.run({ type: "terminateGameServerSession", pid: 101, sessionId });
    const endsAtMs = engine.now() + 300_000;
    expect(effects).toMatchObject([{ do: "askToTerminate", process: { pid: 101, endsAtMs } }]);
    engine.pass(299_999);
    expect(engine.process(101)?.status).toBe("ENDING");
    engine.pass(1);
    expect(engine.process(101)?.statusReason).toMatch(/^SERVER_PROCESS_FORCE_TERMINATED/);
  });

  test("has 5 minutes from when its protected session ends, where more than that was left", () => {
    const engine = anEngine({ protectionPolicy: "TimeLimitProtection", protectionTimeLimitMs: 3_600_000 });
    const { id: sessionId } = engine.aGame();
    failThrice(engine);
    engine.pass(60_000);
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId });
    expect(engine.process(101)?.endsAtMs).toBe(engine.now() + 300_000);
  });

  test("has as long as a new protection of its session allows", () => {
    const engine = anEngine();
    const { id: sessionId } = engine.aGame();
    failThrice(engine);
    engine.pass(100_000);
    const update = (protectionPolicy: ProtectionPolicy) =>
      engine.run({ type: "updateGameServerSession", sessionId, protectionPolicy }).effects;
    expect(update("FullProtection")).toMatchObject([{ do: "askToTerminate", process: { endsAtMs: null } }]);
    expect(update("FullProtection")).toEqual([]);
    engine.pass(3_600_000);
    expect(engine.session(sessionId)?.status).toBe("ACTIVE");
    expect(update("NoProtection")).toMatchObject([{ process: { endsAtMs: engine.now() + 300_000 } }]);
  });

  test("does not recover once it was told to go", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    failThrice(engine);
    check(engine, { kind: "ok" });
    expect(engine.process(101)).toMatchObject({ status: "ENDING", isShielded: true });
    expect(engine.refusal(create()).kind).toBe("no-idle-process");
  });

  test("is looked at at once when it says ProcessReady again, and after a restart of the host", () => {
    const engine = anEngine({ endsUnhealthyProcesses: false });
    engine.ok(ready(101));
    failThrice(engine);
    engine.ok(ready(101));
    expect(engine.pass(0).effects).toMatchObject([{ do: "checkHealth" }]);
    engine.restart();
    expect(engine.pass(0).effects).toMatchObject([{ do: "checkHealth" }]);
  });
});
