import { describe, expect, test } from "vitest";
import type { FleetId } from "../../src/model/index.js";
import { aDesign, aFleet, newAsset } from "../support/a-fleet.js";
import { anEngine } from "../support/an-engine.js";
import { create } from "../support/builders.js";
import { textLike } from "../support/text-like.js";

const aServer = (concurrentExecutions: number, launchPath = "/local/game/server") => ({
  serverProcesses: [{ launchPath, parameters: "", concurrentExecutions }],
  activationTimeoutSeconds: 60,
  maxConcurrentActivations: 0,
});

describe("a fleet", () => {
  test("goes through its states in the documented order, each with its event (gse-semantics c.2, m-26)", () => {
    const engine = anEngine();
    const fleet = aFleet(engine);
    expect(fleet.effects()).toMatchObject([{ do: "setUpInstance", asset: { id: fleet.asset.id } }]);
    expect(fleet.row()).toMatchObject({ status: "DOWNLOADING", capacity: { desired: 1, min: 0, max: 1 } });
    expect(engine.refusal(create({ fleetId: fleet.id }))).toMatchObject({ kind: "fleet-not-active" });

    expect(fleet.setUp().map((effect) => effect.do)).toEqual(["launch", "launch"]);
    expect(fleet.row().status).toBe("ACTIVATING");
    const [first, second] = fleet.start();
    if (first === undefined || second === undefined) throw new Error("two were asked for");
    fleet.ready(first);
    expect(fleet.row()).toMatchObject({ status: "ACTIVE", hasBeenActive: true });
    fleet.ready(second, 7_001);
    expect(fleet.events()).toEqual([
      "FLEET_CREATED",
      "FLEET_STATE_DOWNLOADING",
      "FLEET_CREATION_EXTRACTING_BUILD",
      "FLEET_CREATION_RUNNING_INSTALLER",
      "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
      "FLEET_STATE_VALIDATING",
      "FLEET_STATE_BUILDING",
      "FLEET_STATE_ACTIVATING",
      "FLEET_STATE_ACTIVE",
    ]);
    expect(engine.fleetEvents(fleet.id)[2]).toMatchObject({ message: "Extracting Build.", log: "extract.log" });
  });

  test.each([
    { step: "download", kind: "failed", code: "FLEET_BINARY_DOWNLOAD_FAILED" },
    { step: "extract", kind: "failed", code: "FLEET_CREATION_EXTRACTING_BUILD" },
    { step: "install", kind: "failed", code: "FLEET_CREATION_RUNNING_INSTALLER" },
    { step: "validate", kind: "launch-path-not-found", code: "FLEET_VALIDATION_LAUNCH_PATH_NOT_FOUND" },
  ] as const)(
    "whose first instance fails at $step is in ERROR by $code, with the step's log",
    ({ step, kind, code }) => {
      const engine = anEngine();
      const fleet = aFleet(engine);
      const [instance] = fleet.instances();
      if (instance === undefined) throw new Error("there is none");
      const { effects } = fleet.run({
        type: "instanceStepDone",
        instanceId: instance.id,
        step,
        outcome: { ok: false, kind, reason: "the disk is on fire" },
        log: "a.log",
      });
      expect(fleet.events().slice(-2)).toEqual([code, "FLEET_STATE_ERROR"]);
      expect(engine.fleetEvents(fleet.id).at(-2)).toMatchObject({ message: "the disk is on fire", log: "a.log" });
      expect(fleet.row()).toMatchObject({ status: "ERROR", statusReason: "the disk is on fire" });
      expect(effects).toMatchObject([{ do: "removeInstance", instance: { id: instance.id } }]);
      engine.ok({ type: "instanceRemoved", instanceId: instance.id });
      expect(engine.pass(24 * 3_600_000).effects).toEqual([]);
    },
  );

  test("whose server exits at once is tried three times, with longer waits between, then in ERROR", () => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: aServer(3) });
    fleet.setUp();
    for (const waitMs of [1_000, 2_000]) {
      const launches = fleet.start();
      expect(launches).toHaveLength(3);
      for (const launch of launches) fleet.exit(launch);
      expect(fleet.launches()).toEqual([]);
      expect(engine.pass(waitMs - 1).effects).toEqual([]);
      expect(engine.pass(1).effects).toMatchObject([{ do: "launch" }, { do: "launch" }, { do: "launch" }]);
    }
    const [last, ...others] = fleet.start();
    if (last === undefined) throw new Error("three were asked for");
    fleet.exit(last);
    expect(fleet.row()).toMatchObject({ status: "ERROR", statusReason: textLike(/3 times in a row.*exit code 1/) });
    expect(fleet.events().slice(-3)).toEqual([
      "SERVER_PROCESS_CRASHED",
      "FLEET_ACTIVATION_FAILED",
      "FLEET_STATE_ERROR",
    ]);
    expect(fleet.effects()).toMatchObject(others.map(({ id }) => ({ do: "killLaunch", launch: { id } })));
    for (const launch of others) fleet.exit(launch, "signal SIGKILL");
    expect(fleet.effects()).toMatchObject([{ do: "removeInstance" }]);
    expect(fleet.events().filter((code) => code === "SERVER_PROCESS_CRASHED")).toHaveLength(7);
  });

  test("whose server never calls ProcessReady is in ERROR after 300 s (gse-semantics m-33)", () => {
    const engine = anEngine();
    const fleet = aFleet(engine);
    fleet.setUp();
    const launches = fleet.start();
    expect(engine.pass(299_999).effects).toEqual([]);
    const { effects } = engine.pass(1);
    expect(effects).toMatchObject(launches.map(({ id }) => ({ do: "killLaunch", launch: { id } })));
    expect(fleet.events().slice(-3)).toEqual([
      "SERVER_PROCESS_PROCESS_READY_TIMEOUT",
      "FLEET_VALIDATION_TIMED_OUT",
      "FLEET_STATE_ERROR",
    ]);
  });

  test("whose server is no program of this machine is in ERROR at once", () => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: aServer(1) });
    fleet.setUp();
    const [launch] = fleet.launches();
    if (launch === undefined) throw new Error("one was asked for");
    const outcome = { ok: false, kind: "cannot-run", reason: "exec format error" } as const;
    fleet.run({ type: "launchDone", processId: launch.id, outcome });
    expect(fleet.events().slice(-3)).toEqual([
      "FLEET_VALIDATION_EXECUTABLE_RUNTIME_FAILURE",
      "FLEET_ACTIVATION_FAILED",
      "FLEET_STATE_ERROR",
    ]);
  });

  test("whose server reports a port that no rule allows refuses it, and is in ERROR after three", () => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: aServer(1) });
    fleet.setUp();
    for (const waitMs of [1_000, 2_000, 0]) {
      const [launch] = fleet.start();
      if (launch === undefined || launch.pid === null) throw new Error("one was asked for");
      const { pid } = launch;
      const said = { startedAt: null, groupLeader: pid, clientPort: 8_000, grpcPort: 9_000, logPaths: [] };
      expect(engine.refusal({ type: "processReady", pid, ...said })).toMatchObject({
        kind: "invalid-value",
        field: "clientPort",
        message: textLike(/8000.*7000-7099 TCP/),
      });
      fleet.exit(launch, "signal SIGKILL");
      engine.pass(waitMs);
    }
    expect(fleet.row()).toMatchObject({ status: "ERROR", statusReason: textLike(/port 8000/) });
    expect(fleet.events()).toContain("GENERIC_EVENT");
  });

  test("takes ProcessReady twice from one process as the same word said again", () => {
    const engine = anEngine();
    const fleet = aFleet(engine, { runtime: aServer(1) });
    fleet.setUp();
    const [launch] = fleet.start();
    if (launch === undefined) throw new Error("one was asked for");
    const process = fleet.ready(launch);
    expect(fleet.ready(launch).id).toBe(process.id);
    expect(engine.world.processes.size).toBe(1);
    expect(fleet.row().status).toBe("ACTIVE");
  });

  test("is refused beyond the quota, of an asset that is not there, and of one in another region", () => {
    const engine = anEngine();
    const asset = engine.ok(newAsset());
    const design = aDesign(asset);
    expect(engine.refusal({ type: "createFleet", region: "ap-tokyo", design })).toMatchObject({
      kind: "asset-not-found",
      message: textLike(/in ap-shanghai/),
    });
    for (let count = 0; count < 20; count++)
      engine.ok({
        type: "createFleet",
        region: "ap-shanghai",
        design: { ...design, instanceType: count < 10 ? "S5.LARGE8" : "SA2.SMALL1" },
      });
    expect(engine.refusal({ type: "createFleet", region: "ap-shanghai", design })).toMatchObject({
      kind: "fleet-quota",
    });
    expect(engine.refusal({ type: "deleteAsset", assetId: asset.id })).toMatchObject({
      kind: "asset-in-use",
      message: textLike(/20 fleets/),
    });
  });

  test("is refused where those of its type, or of its region, may have as many instances as are allowed (gse-semantics m-22)", () => {
    const engine = anEngine();
    const fleet = aFleet(engine);
    fleet.active();
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, max: 9 });
    const another = { type: "createFleet", region: "ap-shanghai", design: aDesign(fleet.asset) } as const;
    const copy = (copies: number) =>
      ({ type: "copyFleet", fleetId: fleet.id, copies, changes: {}, withScaling: false, withTimers: false }) as const;
    const ofAnotherType = { ...copy(2), changes: { instanceType: "SA2.SMALL1" } };
    expect(engine.refusal(copy(2))).toMatchObject({
      kind: "instance-quota",
      message: textLike(/cannot create 2 fleets: 2 instances and the 9 .* of type S5\.LARGE8 .* the 10 of a type/),
    });
    engine.ok(another);
    expect(engine.refusal(another)).toMatchObject({
      kind: "instance-quota",
      message: textLike(/cannot create a fleet/),
    });
    expect(engine.refusal(copy(1))).toMatchObject({ kind: "instance-quota" });
    const [other] = engine.ok(ofAnotherType);
    if (other === undefined) throw new Error("two were asked for");
    engine.ok({ type: "deleteFleet", fleetId: other.id });
    const all = engine.refusal({ ...ofAnotherType, copies: 10 });
    expect(all).toMatchObject({
      kind: "instance-quota",
      message: textLike(/10 instances and the 12 .* in ap-shanghai .* the 20 of a region/),
    });
    // What counts is what it may have, not what it has.
    engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, max: 8 });
    engine.ok(another);
  });

  test("is deleted when no session runs on it: processes told to go, instances removed, then TERMINATED", () => {
    const engine = anEngine();
    const fleet = aFleet(engine);
    const [process] = fleet.active();
    const session = engine.ok(create({ fleetId: fleet.id }));
    expect(engine.refusal({ type: "deleteFleet", fleetId: fleet.id })).toMatchObject({ kind: "fleet-in-use" });
    engine.ok({ type: "terminateGameServerSession", pid: process?.pid ?? 0, sessionId: session.id });

    fleet.run({ type: "deleteFleet", fleetId: fleet.id });
    expect(fleet.effects()).toMatchObject([{ do: "askToTerminate" }, { do: "askToTerminate" }]);
    expect(fleet.row().status).toBe("DELETING");
    for (const { pid } of [...engine.world.processes.values()]) fleet.run({ type: "processEnding", pid });
    const [first, second] = fleet.launches();
    if (first === undefined || second === undefined) throw new Error("both are still there");
    fleet.exit(first, "exit code 0");
    expect(fleet.effects()).toEqual([]);
    fleet.exit(second, "exit code 0");
    expect(fleet.effects()).toMatchObject([{ do: "removeInstance" }]);
    engine.ok({ type: "instanceRemoved", instanceId: first.instanceId });
    expect(engine.world.deployment.fleets.size).toBe(0);
    expect(fleet.row()).toMatchObject({ status: "TERMINATED", terminatedAtMs: engine.now() });
    expect(fleet.events().slice(-2)).toEqual(["FLEET_DELETED", "FLEET_STATE_DELETING"]);
    expect(engine.refusal({ type: "deleteFleet", fleetId: fleet.id })).toMatchObject({ kind: "fleet-not-active" });
    engine.ok({ type: "deleteAsset", assetId: fleet.asset.id });
  });

  test("is deleted while its last session is ending, which ends no sooner and no later for that", () => {
    const engine = anEngine();
    const fleet = aFleet(engine);
    fleet.active();
    const session = engine.ok(create({ fleetId: fleet.id }));
    engine.ok({ type: "endGameServerSessionAndProcess", target: { sessionId: session.id } });
    const endsAtMs = engine.world.processes.get(session.processId)?.endsAtMs;

    fleet.run({ type: "deleteFleet", fleetId: fleet.id });
    expect(fleet.row().status).toBe("DELETING");
    expect(engine.world.processes.get(session.processId)).toMatchObject({ status: "ENDING", endsAtMs });
    expect(engine.world.sessions.get(session.id)?.status).toBe("TERMINATING");
  });

  test("is copied whole, with what is given changed", () => {
    const engine = anEngine();
    const fleet = aFleet(engine);
    const changes = { name: "another", creatorLimit: { sessions: 5, periodMinutes: 1 } };
    const copies = engine.ok({
      type: "copyFleet",
      fleetId: fleet.id,
      copies: 2,
      changes,
      withScaling: false,
      withTimers: false,
    });
    expect(copies).toHaveLength(2);
    for (const copy of copies) expect(copy).toMatchObject({ ...aDesign(fleet.asset), ...changes });
    expect(new Set([fleet.id, ...copies.map(({ id }) => id)]).size).toBe(3);
    const none = "fleet-none" as FleetId;
    expect(
      engine.refusal({
        type: "copyFleet",
        fleetId: none,
        copies: 1,
        changes: {},
        withScaling: false,
        withTimers: false,
      }).kind,
    ).toBe("fleet-not-found");
  });
});
