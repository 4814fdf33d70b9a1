import { describe, expect, test } from "vitest";
import type { FleetId, GameServerProcess, InstanceId } from "../../src/model/index.js";
import { aFleet } from "../support/a-fleet.js";
import { anEngine, type TestEngine } from "../support/an-engine.js";
import { create } from "../support/builders.js";
import { textLike } from "../support/text-like.js";

const runtimeOf = (concurrentExecutions: number, maxConcurrentActivations = 0, parameters = "") => ({
  serverProcesses: [{ launchPath: "/local/game/server", parameters, concurrentExecutions }],
  activationTimeoutSeconds: 60,
  maxConcurrentActivations,
});

/** A fleet of so many instances with so many ready processes each. */
function aRunningFleet(
  engine: TestEngine,
  instances: number,
  processes: number,
  given: Parameters<typeof aFleet>[1] = {},
) {
  const fleet = aFleet(engine, { runtime: runtimeOf(processes), ...given });
  fleet.active();
  if (instances > 1) {
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: instances, max: instances });
    fleet.active(2_001);
  }
  return fleet;
}

const aSession = (engine: TestEngine, fleetId: FleetId) => {
  const session = engine.ok(create({ fleetId }));
  const process = engine.world.processes.get(session.processId);
  if (process === undefined) throw new Error("it is on no process");
  engine.ok({ type: "activateGameServerSession", pid: process.pid, sessionId: session.id, maxPlayers: 0 });
  return { id: session.id, instanceId: session.instanceId, process };
};

const gone = (engine: TestEngine, { id, pid }: GameServerProcess) => {
  engine.ok({ type: "processEnding", pid });
  return engine.run({ type: "launchExited", processId: id, how: "exit code 0", log: "" });
};

describe("a session on a fleet", () => {
  test("goes to the busiest instance among equal weights, and to the weightiest before all", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 2, 2);
    const [first, second] = fleet.instances();
    if (first === undefined || second === undefined) throw new Error("there are two");
    const one = aSession(engine, fleet.id);
    const two = aSession(engine, fleet.id);
    expect(two.instanceId).toBe(one.instanceId);
    const three = aSession(engine, fleet.id);
    expect(three.instanceId).not.toBe(one.instanceId);
    engine.ok({ type: "terminateGameServerSession", pid: one.process.pid, sessionId: one.id });
    const weighty = three.instanceId as InstanceId;
    engine.ok({ type: "updateInstance", fleetId: fleet.id, instanceId: weighty, weight: 10 });
    const four = engine.ok(create({ fleetId: fleet.id }));
    expect(four).toMatchObject({ instanceId: weighty, weight: 10, ipAddress: "127.0.0.1" });
    for (const { id } of [first, second])
      engine.ok({ type: "updateInstance", fleetId: fleet.id, instanceId: id, weight: 0 });
    expect(engine.refusal(create({ fleetId: fleet.id }))).toMatchObject({ kind: "no-idle-process" });
  });

  test("waits for others to be activated where the fleet says so, for each instance alone", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 2, 3, { runtime: runtimeOf(3, 1) });
    const first = engine.ok(create({ fleetId: fleet.id }));
    const second = engine.ok(create({ fleetId: fleet.id }));
    expect(second.instanceId).not.toBe(first.instanceId);
    expect(engine.refusal(create({ fleetId: fleet.id }))).toMatchObject({
      kind: "no-idle-process",
      message: textLike(/MaxConcurrentGameServerSessionActivations/),
    });
    const pid = engine.world.processes.get(first.processId)?.pid ?? 0;
    engine.ok({ type: "activateGameServerSession", pid, sessionId: first.id, maxPlayers: 0 });
    expect(engine.ok(create({ fleetId: fleet.id })).instanceId).toBe(first.instanceId);
  });

  test("has the fleet's time to be activated, and the fleet tells when that was not enough", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 1);
    const { id } = engine.ok(create({ fleetId: fleet.id }));
    engine.pass(60_000);
    expect(engine.session(id)).toMatchObject({ status: "ERROR" });
    expect(fleet.lastEvent()).toMatchObject({ code: "GAME_SESSION_ACTIVATION_TIMEOUT", log: textLike(/^processes\//) });
    const { effects } = engine.pass(30_000);
    expect(effects).toMatchObject([{ do: "killLaunch" }]);
    expect(fleet.lastEvent()?.code).toBe("SERVER_PROCESS_FORCE_TERMINATED");
  });

  test("is refused on a fleet that is not there, was deleted, or is only a name to processes of another", () => {
    const engine = anEngine();
    aRunningFleet(engine, 1, 1);
    expect(engine.refusal(create())).toMatchObject({ kind: "no-idle-process" });
  });

  test("counts against its creator by the fleet's own limit, also after a restart", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 3, { creatorLimit: { sessions: 1, periodMinutes: 60 } });
    const byAda = create({ fleetId: fleet.id, creatorId: "ada" });
    engine.ok(byAda);
    engine.pass(59 * 60_000);
    expect(engine.refusal(byAda)).toMatchObject({ kind: "creator-limit" });
    engine.restart();
    expect(engine.refusal(byAda)).toMatchObject({ kind: "creator-limit" });
    engine.pass(60_000);
    engine.ok(byAda);
  });
});

describe("a process of a fleet", () => {
  test("that ends after a session is followed by another one at once", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 1);
    const { process } = aSession(engine, fleet.id);
    engine.ok({ type: "processEnding", pid: process.pid });
    expect(engine.world.processes.size).toBe(0);
    expect(fleet.launches()).toMatchObject([{ id: process.id, status: "EXITING" }]);
    const { effects } = engine.run({ type: "launchExited", processId: process.id, how: "exit code 0", log: "" });
    expect(effects).toMatchObject([{ do: "launch" }]);
  });

  test("that said ProcessEnding and stays is ended by force after 30 s, and again until it is gone", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 1);
    const { process } = aSession(engine, fleet.id);
    engine.ok({ type: "processEnding", pid: process.pid });
    expect(engine.pass(29_999).effects).toEqual([]);
    expect(engine.pass(1).effects).toMatchObject([{ do: "killLaunch", launch: { id: process.id } }]);
    expect(fleet.lastEvent()?.code).toBe("SERVER_PROCESS_PROCESS_EXIT_TIMEOUT");
    expect(engine.pass(5_000).effects).toMatchObject([{ do: "killLaunch", launch: { id: process.id } }]);
    expect(fleet.events().filter((code) => code === "SERVER_PROCESS_PROCESS_EXIT_TIMEOUT")).toHaveLength(1);
    expect(
      engine.run({ type: "launchExited", processId: process.id, how: "signal SIGKILL", log: "" }).effects,
    ).toMatchObject([{ do: "launch" }]);
  });

  test("that crashes takes its session along in ERROR, is told of, and is followed by another one", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 1);
    const { id, process } = aSession(engine, fleet.id);
    engine.pass(60_000);
    const { effects } = engine.run({
      type: "launchExited",
      processId: process.id,
      how: "signal SIGSEGV",
      log: "p.log",
    });
    expect(engine.session(id)).toMatchObject({
      status: "ERROR",
      statusReason: "SERVER_PROCESS_CRASHED: signal SIGSEGV",
    });
    expect(fleet.lastEvent()).toMatchObject({
      code: "SERVER_PROCESS_CRASHED",
      log: "p.log",
      message: textLike(/SIGSEGV/),
    });
    expect(effects).toMatchObject([{ do: "launch" }]);
    expect(fleet.row().status).toBe("ACTIVE");
  });

  test("that crashes again and again waits longer each time, and is given up: then the fleet is in ERROR", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 1);
    const waits: number[] = [];
    for (let failures = 1; fleet.row().status === "ACTIVE"; failures++) {
      const [launch] = fleet.launches();
      if (launch === undefined) throw new Error("nothing runs");
      fleet.exit(launch);
      const dueAtMs = engine.world.nextDeadlineAtMs() ?? engine.now();
      waits.push(dueAtMs - engine.now());
      engine.pass(dueAtMs - engine.now());
      fleet.start(3_000 + failures);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 0]);
    expect(fleet.events().slice(-2)).toEqual(["FLEET_ACTIVATION_FAILED", "FLEET_STATE_ERROR"]);
  });

  test("that was the last one, of what is started no more, takes the fleet to ERROR", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 2);
    for (let waves = 1; waves <= 10; waves++) {
      const [one, other] = fleet.launches();
      if (one === undefined || other === undefined) throw new Error("they are not tried again");
      fleet.exit(one);
      if (waves === 10) {
        expect(fleet.lastEvent()?.message).toMatch(/starts \/local\/game\/server no more/);
        expect(fleet.row().status).toBe("ACTIVE");
      }
      fleet.exit(other);
      engine.pass(60_000);
      fleet.start(3_000 + 10 * waves);
    }
    expect(fleet.row()).toMatchObject({ status: "ERROR", statusReason: textLike(/the last process .* has ended/) });
    expect(fleet.events().slice(-2)).toEqual(["FLEET_ACTIVATION_FAILED", "FLEET_STATE_ERROR"]);
  });

  test("that the runtime configuration does not name any more goes when its session has ended", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 2);
    const { id: sessionId, process } = aSession(engine, fleet.id);
    const { effects } = engine.run({
      type: "updateRuntimeConfiguration",
      fleetId: fleet.id,
      runtime: runtimeOf(2, 0, "--new"),
    });
    expect(effects.map((effect) => effect.do)).toEqual(["askToTerminate", "launch", "launch"]);
    expect(engine.session(sessionId)).toMatchObject({ status: "ACTIVE", availabilityStatus: "Enable" });
    const after = engine.run({ type: "terminateGameServerSession", pid: process.pid, sessionId });
    expect(after.effects).toMatchObject([{ do: "askToTerminate", process: { id: process.id } }]);
    const again = engine.run({
      type: "updateRuntimeConfiguration",
      fleetId: fleet.id,
      runtime: runtimeOf(2, 0, "--new"),
    });
    expect(again.effects).toEqual([]);
  });
});

describe("the capacity of a fleet", () => {
  test("is changed within its bounds and quotas only", () => {
    const engine = anEngine();
    const early = aFleet(engine);
    const set = (fleetId: FleetId, desired: number, min: number, max: number) =>
      ({ type: "updateFleetCapacity", fleetId, desired, min, max }) as const;
    expect(engine.refusal(set(early.id, 2, 0, 2))).toMatchObject({ kind: "invalid-value", field: "MaxSize" });
    early.active();
    expect(engine.refusal(set(early.id, 1, 2, 1))).toMatchObject({ kind: "invalid-value", field: "MinSize" });
    expect(engine.refusal(set(early.id, 3, 0, 2))).toMatchObject({ kind: "invalid-value", field: "DesiredInstances" });
    expect(engine.refusal(set(early.id, 1, 0, 11))).toMatchObject({
      kind: "instance-quota",
      message: textLike(/S5.LARGE8/),
    });
    expect(engine.refusal(set(early.id, 1, 0, 21))).toMatchObject({ kind: "instance-quota" });
    expect(engine.ok(set(early.id, 3, 1, 10)).capacity).toMatchObject({ desired: 3, min: 1, max: 10 });
    expect(early.lastEvent()).toMatchObject({
      code: "FLEET_SCALING_EVENT",
      message: textLike(/Desired instances: 3, 1 before; at least 1, at most 10/),
    });
    expect(early.instances().map(({ status }) => status)).toEqual(["ACTIVE", "PENDING", "PENDING"]);
  });

  test("may fall, or stay, where the quota has become smaller than what there is", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 3, 1);
    engine.restart({ quotas: { ...engine.settings.quotas, instances: 1, instancesOfType: 1 } });
    const set = (max: number) => ({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 1, max }) as const;
    expect(engine.refusal(set(4))).toMatchObject({ kind: "instance-quota", field: "MaxSize" });
    expect(engine.ok(set(3)).capacity).toMatchObject({ desired: 1, max: 3 });
    expect(engine.ok(set(2)).capacity).toMatchObject({ max: 2 });
    expect(engine.refusal(set(3))).toMatchObject({ kind: "instance-quota" });
  });

  test("that falls takes idle instances first and never reserved ones; busy ones go as their protection allows", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 3, 1);
    const one = aSession(engine, fleet.id);
    const idle = fleet.instances().filter(({ id }) => id !== one.instanceId);
    const [reserved, free] = idle;
    if (reserved === undefined || free === undefined) throw new Error("two are idle");
    engine.ok({ type: "updateInstance", fleetId: fleet.id, instanceId: reserved.id, isReserved: true });
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 2 });
    expect(engine.world.deployment.instances.get(free.id)?.status).toBe("TERMINATING");
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 1 });
    expect(engine.world.deployment.instances.get(one.instanceId ?? free.id)?.status).toBe("TERMINATING");
    expect(engine.session(one.id)).toMatchObject({ status: "ACTIVE", availabilityStatus: "Disable" });
    const { effects } = engine.pass(300_000);
    expect(effects.filter((effect) => effect.do === "killLaunch")).toHaveLength(2);
    expect(engine.session(one.id)?.status).toBe("TERMINATED");
    expect(engine.world.deployment.instances.get(reserved.id)?.status).toBe("ACTIVE");
  });

  test("never cuts a session under FullProtection", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 1, { protectionPolicy: "FullProtection" });
    const { id, process } = aSession(engine, fleet.id);
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 0 });
    expect(engine.pass(365 * 24 * 3_600_000).effects.filter((effect) => effect.do === "killLaunch")).toEqual([]);
    expect(engine.session(id)?.status).toBe("ACTIVE");
    engine.ok({ type: "terminateGameServerSession", pid: process.pid, sessionId: id });
    expect(gone(engine, process).effects).toMatchObject([{ do: "removeInstance" }]);
  });

  test("that rises sets up more instances; one that cannot be set up is given up alone", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 1);
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 2, max: 2 });
    const pending = fleet.instances().find(({ status }) => status === "PENDING");
    if (pending === undefined) throw new Error("none is set up");
    const outcome = { ok: false, kind: "failed", reason: "no space left" } as const;
    engine.run({ type: "instanceStepDone", instanceId: pending.id, step: "extract", outcome, log: "x.log" });
    expect(fleet.row().status).toBe("ACTIVE");
    expect(fleet.events().slice(-2)).toEqual([
      "FLEET_CREATION_EXTRACTING_BUILD",
      "FLEET_ACTIVATION_FAILED_NO_INSTANCES",
    ]);
    engine.ok({ type: "instanceRemoved", instanceId: pending.id });
    expect(fleet.instances()).toHaveLength(1);
  });
});

describe("a host that comes back", () => {
  test("does again what it may not have done: set-ups, removals, launches, ends", () => {
    const engine = anEngine();
    const fleet = aRunningFleet(engine, 1, 2);
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 2, max: 2 });
    const [first] = fleet.launches();
    if (first === undefined) throw new Error("two run");
    fleet.exit(first);
    expect(
      engine
        .restart()
        .effects.map((effect) => effect.do)
        .sort(),
    ).toEqual(["launch", "setUpInstance"]);
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 0 });
    const effects = engine.restart().effects.map((effect) => effect.do);
    expect(effects).toContain("askToTerminate");
    expect(effects).toContain("removeInstance");
  });

  test("takes a launch that was decided and never made as none, and makes it again", () => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: runtimeOf(1) });
    fleet.setUp();
    engine.restart();
    const [launch] = fleet.launches();
    if (launch === undefined) throw new Error("one was asked for");
    const { effects } = fleet.exit(launch, "it was gone when the host started");
    expect(effects).toMatchObject([{ do: "launch" }]);
    expect(fleet.events()).not.toContain("SERVER_PROCESS_CRASHED");
  });
});

test("a host that drains creates nothing, launches nothing, and lets every game end as it is protected", () => {
  const engine = anEngine();
  const fleet = aRunningFleet(engine, 1, 2, { protectionPolicy: "FullProtection" });
  const { id, process } = aSession(engine, fleet.id);
  const { effects } = engine.run({ type: "drain", reason: "the host goes down" });
  expect(effects.map((effect) => effect.do)).toEqual(["askToTerminate", "askToTerminate"]);
  expect(engine.refusal(create({ fleetId: fleet.id }))).toMatchObject({ kind: "host-draining" });
  const after = engine.pass(300_000).effects;
  expect(after.filter((effect) => effect.do === "killLaunch")).toHaveLength(1);
  expect(engine.session(id)?.status).toBe("ACTIVE");
  engine.ok({ type: "terminateGameServerSession", pid: process.pid, sessionId: id });
  expect(gone(engine, process).effects).toEqual([]);
});
