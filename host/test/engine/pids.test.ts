import { describe, expect, test } from "vitest";
import { aFleet } from "../support/a-fleet.js";
import { anEngine } from "../support/an-engine.js";
import { create, ready } from "../support/builders.js";
import { textLike } from "../support/text-like.js";

const runtimeOf = (concurrentExecutions: number) => ({
  serverProcesses: [{ launchPath: "/local/game/server", parameters: "", concurrentExecutions }],
  activationTimeoutSeconds: 60,
  maxConcurrentActivations: 0,
});

// A pid comes again as soon as its process has gone, and a container has pids of its own.
describe("a process of a fleet", () => {
  test("is known by its token whatever pid it sees itself under, and by the process that leads its group", () => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: runtimeOf(2) });
    fleet.setUp();
    const [first, second] = fleet.start();
    if (first === undefined || second === undefined || second.pid === null) throw new Error("two were asked for");
    const said = { startedAt: "elsewhere", clientPort: 7_000, grpcPort: 9_000, logPaths: [] };
    const inContainer = engine.ok({ type: "processReady", pid: 1, token: first.token, groupLeader: null, ...said });
    expect(inContainer).toMatchObject({ id: first.id, pid: 1, fleetId: fleet.id, instanceId: first.instanceId });
    const byScript = engine.ok({
      type: "processReady",
      pid: 5_000,
      groupLeader: second.pid,
      ...said,
      clientPort: 7_001,
    });
    expect(byScript).toMatchObject({ id: second.id, pid: 5_000 });
    const session = engine.ok(create({ fleetId: fleet.id }));
    const caller = session.processId === first.id ? { pid: 1, token: first.token } : { pid: 5_000 };
    engine.ok({ type: "activateGameServerSession", ...caller, sessionId: session.id, maxPlayers: 0 });
    engine.ok({ type: "processEnding", ...caller });
    expect(engine.session(session.id)?.status).toBe("TERMINATED");
  });

  test.each([
    ["its own pid", 1_001],
    ["the pid under which its script's child called", 5_000],
  ])("that has gone unseen is not taken for one started by hand that has %s now", (_what, pid) => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: runtimeOf(1) });
    fleet.setUp();
    const [launch] = fleet.start();
    if (launch === undefined) throw new Error("one was asked for");
    const startedAt = launch.startedAt;
    const own = engine.ok(ready(pid, { startedAt, groupLeader: launch.pid, clientPort: 7_000 }));
    const byHand = engine.ok(ready(pid, { startedAt: "boot later" }));
    expect([own, byHand]).toMatchObject([{ id: launch.id }, { fleetId: null, instanceId: null }]);
    expect(engine.world.deployment.launches.get(launch.id)?.status).toBe("READY");
    expect(engine.world.processes.get(own.id)?.status).toBe("ACTIVE");
    fleet.exit(launch);
    expect([...engine.world.processes.values()].map(({ id }) => id)).toEqual([byHand.id]);
    engine.ok({ type: "processEnding", pid });
    expect(engine.world.processes.size).toBe(0);
  });

  test("that another host launched is not taken in: that one takes it back, with the game that it may host", () => {
    const engine = anEngine();
    const foreign = ready(4_000, { token: "of another host" });
    expect(engine.refusal(foreign)).toMatchObject({
      kind: "process-not-ready",
      message: textLike(/pid 4000: it was launched by another host/),
    });
    expect(engine.world.processes.size).toBe(0);
    // The pid alone, or a token that it knows, is enough.
    engine.ok(ready(4_000));
    const fleet = aFleet(engine, { runtime: runtimeOf(1) });
    fleet.setUp();
    const [launch] = fleet.start(4_001);
    engine.ok(ready(4_001, { token: launch?.token ?? "", clientPort: 7_000 }));
    expect(engine.world.processes.size).toBe(2);
  });

  test("that has the pid of another one hides it for as long as it is there only, and not after a change of the other", () => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: runtimeOf(1) });
    fleet.setUp();
    const [launch] = fleet.start();
    if (launch === undefined) throw new Error("one was asked for");
    const elsewhere = engine.ok(ready(1, { startedAt: "in a container" }));
    engine.pass(1);
    const own = engine.ok(ready(1, { token: launch.token, groupLeader: null, clientPort: 7_000 }));
    engine.ok({ type: "endProcess", processId: elsewhere.id, reason: "it is late", endsAtMs: null });
    expect(engine.world.processByPid(1)?.id).toBe(own.id);
    engine.ok({ type: "processEnding", pid: 1, token: launch.token });
    expect(engine.world.processByPid(1)?.id).toBe(elsewhere.id);
    engine.ok({ type: "processEnding", pid: 1 });
    expect(engine.world.processByPid(1)).toBeUndefined();
  });

  test("that has gone unseen does not stand for another one that runs under its pid, however late its end is told", () => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: runtimeOf(1) });
    const [process] = fleet.active();
    if (process === undefined) throw new Error("one was asked for");
    engine.ok({ type: "processEnding", pid: process.pid });
    engine.ok({ type: "updateRuntimeConfiguration", fleetId: fleet.id, runtime: runtimeOf(2) });
    const [next] = fleet.start(process.pid);
    if (next === undefined) throw new Error("another one was asked for");
    expect(engine.world.deployment.launchByPid(process.pid)?.id).toBe(next.id);
    // It is told to go once more, and then told to have gone.
    engine.pass(60_000);
    expect(engine.world.deployment.launchByPid(process.pid)?.id).toBe(next.id);
    engine.ok({ type: "launchExited", processId: process.id, how: "exit code 0", log: "" });
    expect(engine.world.deployment.launchByPid(process.pid)?.id).toBe(next.id);
    expect(fleet.ready(next)).toMatchObject({ id: next.id, status: "ACTIVE" });
  });
});
