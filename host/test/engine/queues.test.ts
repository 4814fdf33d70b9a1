import { describe, expect, test } from "vitest";
import type { FleetId } from "../../src/model/index.js";
import { aFleet } from "../support/a-fleet.js";
import { anEngine } from "../support/an-engine.js";
import {
  aPlacer,
  aReadyFleet,
  aliasArn,
  createQueue,
  fill,
  latencies,
  player,
  SHANGHAI,
  start,
  twoRegions,
  VALLEY,
} from "../support/a-queue.js";
import { textLike } from "../support/text-like.js";

describe("latencies", () => {
  const measured = latencies({
    p1: { [SHANGHAI]: 100, [VALLEY]: 50 },
    p2: { [SHANGHAI]: 60, [VALLEY]: 80 },
  });
  const placed = (maxLatencies: readonly number[], given = measured) => {
    const { engine, fleetOf, shanghai, find } = twoRegions();
    const last = maxLatencies.length - 1;
    const latencyPolicies = maxLatencies.map((maxLatencyMs, index) => ({
      maxLatencyMs,
      durationMs: index === last ? null : 10_000,
    }));
    engine.ok({ type: "updateQueue", region: SHANGHAI, name: "ranked", latencyPolicies, timeoutSeconds: 30 });
    engine.ok(start("1", { latencies: given, desiredPlayers: [player("p1"), player("p2")] }));
    const fleet = fleetOf("1");
    return fleet === null ? find("1").status : fleet === shanghai.id ? "Shanghai" : "Silicon Valley";
  };

  test("give the documented results (gse-semantics g)", () => {
    expect(placed([80, 100, 150])).toBe("Silicon Valley");
    expect(placed([150])).toBe("Shanghai");
    const withoutShanghai = latencies({
      p1: { [SHANGHAI]: 0, [VALLEY]: 50 },
      p2: { [SHANGHAI]: 0, [VALLEY]: 80 },
    });
    expect(placed([150], withoutShanghai)).toBe("Silicon Valley");
    expect(placed([], withoutShanghai)).toBe("Silicon Valley");
    expect(placed([])).toBe("Shanghai");
  });

  test("of 0, beyond all measure, or of nobody mean that a region cannot be reached", () => {
    for (const unreached of [0, 2 ** 31 - 1, 60_000]) {
      const given = latencies({ p1: { [SHANGHAI]: unreached, [VALLEY]: 50 }, p2: { [SHANGHAI]: 60, [VALLEY]: 80 } });
      expect(placed([], given)).toBe("Silicon Valley");
    }
    expect(placed([], latencies({ p1: { [VALLEY]: 50 }, p2: { [SHANGHAI]: 60, [VALLEY]: 80 } }))).toBe(
      "Silicon Valley",
    );
    // p2 measured nothing.
    expect(placed([], latencies({ p1: { [SHANGHAI]: 30 } }))).toBe("FAILED");
  });

  test("that no policy allows any more end a placement at once", () => {
    expect(placed([20, 30, 40])).toBe("FAILED");
    expect(placed([20, 30, 100])).toBe("Shanghai");
  });

  test("let a placement wait for what fits, stage by stage, skipping stages that nothing fits", () => {
    const { engine, shanghai, valley, fleetOf } = twoRegions();
    fill(engine, valley.id);
    const latencyPolicies = [
      { maxLatencyMs: 20, durationMs: 5_000 },
      { maxLatencyMs: 80, durationMs: 10_000 },
      { maxLatencyMs: 150, durationMs: null },
    ];
    engine.ok({ type: "updateQueue", region: SHANGHAI, name: "ranked", latencyPolicies });
    engine.ok(start("1", { latencies: measured }));
    // Shanghai is free, and too far until the second stage is over.
    engine.pass(14_999);
    expect(fleetOf("1")).toBeNull();
    engine.pass(1);
    expect(fleetOf("1")).toBe(shanghai.id);
  });

  test("of a stage that is over are not gone back to", () => {
    const { engine, find } = twoRegions();
    const [hog] = [start("hog")];
    engine.ok(hog);
    engine.ok(start("hog-2"));
    const latencyPolicies = [
      { maxLatencyMs: 80, durationMs: 10_000 },
      { maxLatencyMs: 90, durationMs: null },
    ];
    engine.ok({ type: "updateQueue", region: SHANGHAI, name: "ranked", latencyPolicies });
    engine.ok(start("1", { latencies: measured }));
    engine.pass(20_000);
    expect(find("1")).toMatchObject({ status: "PENDING", session: null });
  });
});

describe("a destination", () => {
  test("that is not there yet is waited for; one in ERROR is passed over, and when all are, waiting leads nowhere", () => {
    const engine = anEngine();
    const { find, fleetOf } = aPlacer(engine);
    const fleet = aFleet(engine);
    engine.ok(createQueue({ destinations: [`qcs::gse:${SHANGHAI}:uin/1:fleet/${fleet.id}`] }));
    engine.ok(start("a"));
    expect(find("a").status).toBe("PENDING");
    fleet.active();
    expect(fleetOf("a")).toBe(fleet.id);

    const broken = aFleet(engine);
    engine.ok(createQueue({ name: "broken", destinations: [`qcs::gse:${SHANGHAI}:uin/1:fleet/${broken.id}`] }));
    engine.ok(start("b", { queueName: "broken" }));
    const [instance] = broken.instances();
    broken.run({
      type: "instanceStepDone",
      instanceId: instance!.id,
      step: "download",
      outcome: { ok: false, kind: "failed", reason: "no disk" },
      log: "",
    });
    expect(find("b")).toMatchObject({
      status: "FAILED",
      statusReason: textLike(/can host sessions: fleets are in ERROR/),
    });
    engine.ok(createQueue({ name: "both", destinations: [broken.id, fleet.id].map((id) => `qcs::gse:::fleet/${id}`) }));
    engine.ok(start("c", { queueName: "both" }));
    expect(fleetOf("c")).toBe(fleet.id);
    engine.ok(createQueue({ name: "nowhere" }));
    expect(engine.ok(start("d", { queueName: "nowhere" })).status).toBe("PENDING");
    expect(find("d")).toMatchObject({ status: "FAILED", statusReason: 'queue "nowhere" has no destinations' });
  });

  test("by an alias is the fleet to which it leads when there is something to try, and nothing while it is TERMINAL", () => {
    const engine = anEngine();
    const { find, fleetOf } = aPlacer(engine);
    const [old, next] = [aReadyFleet(engine, 1_001), aReadyFleet(engine, 2_001)];
    fill(engine, old.id);
    const to = (fleetId: FleetId) => ({ type: "SIMPLE", fleetId, message: "" }) as const;
    const alias = engine.ok({
      type: "createAlias",
      region: SHANGHAI,
      name: "live",
      description: "",
      routing: to(old.id),
      tags: [],
    });
    engine.ok(createQueue({ destinations: [aliasArn(alias.id)] }));
    engine.ok(start("a"));
    expect(fleetOf("a")).toBeNull();
    engine.ok({ type: "updateAlias", aliasId: alias.id, routing: to(next.id) });
    expect(fleetOf("a")).toBe(next.id);
    engine.ok(start("b"));
    engine.ok({
      type: "updateAlias",
      aliasId: alias.id,
      routing: { type: "TERMINAL", fleetId: next.id, message: "later" },
    });
    expect(find("b").status).toBe("FAILED");
    expect(engine.refusal({ type: "deleteAlias", aliasId: alias.id })).toMatchObject({
      kind: "alias-in-use",
      message: textLike(/queue "ranked" in ap-shanghai leads to it/),
    });
    expect(engine.refusal({ type: "deleteFleet", fleetId: next.id }).kind).toBe("fleet-in-use");
  });

  test("gets room when its weight is no longer 0, and when an activation is over", () => {
    const engine = anEngine();
    const { fleetOf, activate } = aPlacer(engine);
    const fleet = aReadyFleet(engine, 1_001, 2, SHANGHAI, {
      runtime: {
        serverProcesses: [{ launchPath: "/local/game/server", parameters: "", concurrentExecutions: 2 }],
        activationTimeoutSeconds: 60,
        maxConcurrentActivations: 1,
      },
    });
    const [instance] = fleet.instances();
    const weigh = (weight: number) =>
      engine.ok({ type: "updateInstance", fleetId: fleet.id, instanceId: instance!.id, weight });
    weigh(0);
    engine.ok(createQueue({ destinations: [fleet.arn] }));
    engine.ok(start("a"));
    engine.ok(start("b"));
    expect([fleetOf("a"), fleetOf("b")]).toEqual([null, null]);
    weigh(5);
    expect([fleetOf("a"), fleetOf("b")]).toEqual([fleet.id, null]);
    activate("a");
    expect(fleetOf("b")).toBe(fleet.id);
  });

  test("that is only a name is served by processes that were started by hand", () => {
    const engine = anEngine();
    const { fleetOf } = aPlacer(engine);
    engine.ok(createQueue({ destinations: ["qcs::gse:local::fleet/fleet-a", "qcs::gse:local::fleet/fleet-b"] }));
    engine.ok(start("a"));
    expect(fleetOf("a")).toBeNull();
    engine.ok({
      type: "processReady",
      pid: 7,
      startedAt: "x",
      groupLeader: 7,
      clientPort: 7_007,
      grpcPort: 9_007,
      logPaths: [],
    });
    expect(fleetOf("a")).toBe("fleet-a");
    expect(engine.session(engine.world.findPlacement("ap-shanghai/a" as never)?.session?.id ?? "")).toMatchObject({
      region: SHANGHAI,
    });
  });
});

describe("a queue", () => {
  test("that is updated sends those who wait elsewhere at once", () => {
    const { engine, valley, shanghai, fleetOf, activate } = twoRegions();
    const failed = aFleet(engine);
    engine.ok(createQueue({ name: "dr", destinations: [`qcs::gse:::fleet/${failed.id}`] }));
    engine.ok(start("a", { queueName: "dr" }));
    expect(fleetOf("a")).toBeNull();
    engine.ok({ type: "updateQueue", region: SHANGHAI, name: "dr", destinations: [valley.arn] });
    expect(fleetOf("a")).toBe(valley.id);
    // What is being activated goes on where it is.
    engine.ok({ type: "updateQueue", region: SHANGHAI, name: "dr", destinations: [shanghai.arn] });
    expect(activate("a")).toMatchObject({ status: "FULFILLED", session: { fleetId: valley.id } });
  });

  test("that is deleted takes along whoever waits in it", () => {
    const { engine, find, serverOf } = twoRegions();
    for (const id of ["a", "b", "c"]) engine.ok(start(id));
    const server = serverOf("a");
    engine.ok({ type: "deleteQueue", region: SHANGHAI, name: "ranked" });
    for (const id of ["a", "b", "c"])
      expect(find(id)).toMatchObject({ status: "FAILED", statusReason: 'queue "ranked" was deleted' });
    expect(engine.session(server.sessionId)).toMatchObject({ status: "TERMINATED" });
    expect(engine.refusal(start("d"))).toMatchObject({ kind: "queue-not-found", field: "GameServerSessionQueueName" });
  });
});
