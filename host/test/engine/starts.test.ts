import { describe, expect, test } from "vitest";
import { anEngine } from "../support/an-engine.js";
import { atMs, create, ready } from "../support/builders.js";

/** A process that was told of a session, has not answered, and is to end in 60 s. */
function toGoWhileStarting() {
  const engine = anEngine();
  engine.ok(ready(101));
  const { id: sessionId, processId } = engine.ok(create());
  const end = { type: "endProcess", processId, reason: "scaled in", endsAtMs: atMs + 60_000 } as const;
  const told = engine.run(end);
  const answered = { type: "sessionStartAnswered", processId, sessionId, outcome: { kind: "ok" } } as const;
  return { engine, sessionId, processId, told, answered };
}

const askedOnce = [{ do: "askToTerminate", process: { pid: 101, endsAtMs: atMs + 60_000 } }];

describe("A process that is told to go while it has not answered OnStartGameServerSession", () => {
  test("is not told before it has answered; who watches hears of it at once", () => {
    const { engine, told, answered } = toGoWhileStarting();
    expect(told).toMatchObject({ effects: [], events: [{ type: "processAskedToEnd", process: { pid: 101 } }] });
    expect(engine.refusal(create()).kind).toBe("no-idle-process");
    expect(engine.run(answered).effects).toMatchObject(askedOnce);
    expect(engine.run(answered).effects).toEqual([]);
  });

  test("is told when it activates the session, which it then knows; its answer changes nothing any more", () => {
    const { engine, sessionId, answered } = toGoWhileStarting();
    const activate = { type: "activateGameServerSession", pid: 101, sessionId, maxPlayers: 0 } as const;
    expect(engine.run(activate).effects).toMatchObject(askedOnce);
    expect(engine.run(answered).effects).toEqual([]);
  });

  test.each(["refused", "unreachable"] as const)("is told when the answer is: %s", (kind) => {
    const { engine, answered } = toGoWhileStarting();
    expect(engine.run({ ...answered, outcome: { kind, reason: "no map" } }).effects).toMatchObject(askedOnce);
  });

  test("is told when its session is ended: once, by the sooner deadline", () => {
    const { engine, sessionId } = toGoWhileStarting();
    const { effects } = engine.run({ type: "endGameServerSessionAndProcess", target: { sessionId } });
    expect(effects).toMatchObject([{ do: "askToTerminate", process: { pid: 101, endsAtMs: atMs + 30_000 } }]);
  });

  test("is told of the session first by a host that comes back, ProcessReady said again or not", () => {
    const { engine, sessionId, answered } = toGoWhileStarting();
    expect(engine.restart().effects).toMatchObject([{ do: "startSession", session: { id: sessionId } }]);
    expect(engine.run(ready(101)).effects).toEqual([]);
    expect(engine.run(answered).effects).toMatchObject(askedOnce);
  });

  test("is ended by force when its time is over, and owed nothing then", () => {
    const { engine, answered } = toGoWhileStarting();
    expect(engine.pass(60_000).events).toMatchObject([{ type: "sessionEnded" }, { type: "processEnded" }]);
    expect(engine.world.starts.size).toBe(0);
    expect(engine.run(answered).effects).toEqual([]);
  });
});
