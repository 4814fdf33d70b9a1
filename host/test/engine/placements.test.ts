import { describe, expect, test } from "vitest";
import type { FleetId } from "../../src/model/index.js";
import { aFleet } from "../support/a-fleet.js";
import { anEngine } from "../support/an-engine.js";
import {
  aPlacer,
  aReadyFleet,
  aliasArn,
  createQueue,
  fleetArn,
  latencies,
  SHANGHAI,
  start,
  VALLEY,
} from "../support/a-queue.js";
import { create, join } from "../support/builders.js";
import { aScaledFleet } from "./scaling/a-scaled-fleet.js";
import { aTarget } from "./scaling/some-numbers.js";
import { textLike } from "../support/text-like.js";

const player = (playerId: string) => ({ playerId, playerData: `data of ${playerId}` });

/** Two fleets, Shanghai first, each with so many processes. */
function twoRegions(processes = 1) {
  const engine = anEngine();
  const shanghai = aReadyFleet(engine, 1_001, processes);
  const valley = aReadyFleet(engine, 2_001, processes, VALLEY);
  engine.ok(createQueue({ destinations: [shanghai.arn, valley.arn] }));
  return { engine, shanghai, valley, ...aPlacer(engine) };
}

/** As many sessions as the fleet has processes. */
const fill = ({ ok, world }: ReturnType<typeof anEngine>, fleetId: FleetId) => {
  const { length } = [...world.processes.values()].filter((process) => process.fleetId === fleetId);
  return Array.from({ length }, () => ok(create({ fleetId })));
};

describe("a placement", () => {
  test("is PENDING until its session is ACTIVE, then FULFILLED with a slot for every desired player", () => {
    const { engine, shanghai, activate, find } = twoRegions();
    const answer = engine.ok(
      start("match-1", {
        desiredPlayers: [player("ada"), player("bob")],
        gameServerSessionName: "final",
        gameServerSessionData: "map=3",
        matchmakerData: '{"id":1}',
        gameProperties: [{ key: "mode", value: "ranked" }],
      }),
    );
    expect(answer).toMatchObject({
      status: "PENDING",
      session: null,
      players: [],
      timesOutAtMs: engine.now() + 600_000,
    });
    expect(find("match-1").status).toBe("PENDING");
    engine.pass(2_000);
    const fulfilled = activate("match-1");
    expect(fulfilled).toMatchObject({
      status: "FULFILLED",
      endedAtMs: engine.now(),
      players: [{ playerId: "ada" }, { playerId: "bob" }],
      session: {
        id: textLike(
          new RegExp(
            `^qcs::gse:${SHANGHAI}:uin/\\d+:gameserversession/${shanghai.id}/gssess-[\\da-f]{8}-[\\da-f]{8}/match-1$`,
          ),
        ),
        fleetId: shanghai.id,
        region: SHANGHAI,
        ipAddress: "127.0.0.1",
        port: 7_001,
      },
    });
    expect(engine.session(fulfilled.session?.id ?? "")).toMatchObject({
      status: "ACTIVE",
      name: "final",
      gameServerSessionData: "map=3",
      matchmakerData: '{"id":1}',
      gameProperties: [{ key: "mode", value: "ranked" }],
      maxPlayers: 4,
      currentPlayers: 2,
    });
    for (const { playerId, playerSessionId } of fulfilled.players)
      expect(engine.player(playerSessionId)).toMatchObject({
        playerId,
        playerData: `data of ${playerId}`,
        status: "RESERVED",
        lapsesAtMs: engine.now() + 60_000,
      });
  });

  test("goes to the first destination with a free process, in the queue's order", () => {
    const { engine, shanghai, valley, fleetOf } = twoRegions();
    for (const id of ["a", "b", "c"]) engine.ok(start(id));
    expect(["a", "b", "c"].map(fleetOf)).toEqual([shanghai.id, valley.id, null]);
  });

  test("that finds every process busy is placed in the very turn in which one becomes free, the oldest first", () => {
    const { engine, shanghai, valley, fleetOf, terminate, activate } = twoRegions();
    engine.ok(createQueue({ name: "other", destinations: [valley.arn] }));
    for (const id of ["a", "b", "c"]) engine.ok(start(id));
    engine.ok(start("d", { queueName: "other" }));
    engine.ok(start("e"));
    activate("b");
    terminate("b");
    // Whichever queue it comes from, and whoever asks next: what was waited for is given already.
    expect(["c", "d", "e"].map(fleetOf)).toEqual([valley.id, null, null]);
    expect(engine.refusal(create({ fleetId: valley.id })).kind).toBe("no-idle-process");
    activate("a");
    terminate("a");
    expect(["d", "e"].map(fleetOf)).toEqual([null, shanghai.id]);
    activate("c");
    terminate("c");
    expect(fleetOf("d")).toBe(valley.id);
  });

  test("times out at its instant, and its session that is still ACTIVATING ends with its process", () => {
    const { engine, find, serverOf } = twoRegions();
    engine.ok({ type: "updateQueue", region: SHANGHAI, name: "ranked", timeoutSeconds: 30 });
    for (const id of ["a", "b", "c"]) engine.ok(start(id));
    const startedAtMs = engine.now();
    const server = serverOf("a");
    engine.pass(29_999);
    expect(find("c").status).toBe("PENDING");
    const { events } = engine.pass(1);
    for (const id of ["a", "b", "c"])
      expect(find(id)).toMatchObject({
        status: "TIMED_OUT",
        endedAtMs: startedAtMs + 30_000,
        session: null,
        statusReason: "no session was there within 30 s",
      });
    expect(events.filter(({ type }) => type === "placementEnded")).toHaveLength(3);
    expect(engine.session(server.sessionId)).toMatchObject({ status: "TERMINATED" });
    expect(engine.process(server.pid)).toMatchObject({ status: "ENDING", sessionId: null });
    expect(
      engine.refusal({
        type: "activateGameServerSession",
        pid: server.pid,
        sessionId: server.sessionId,
        maxPlayers: 0,
      }),
    ).toMatchObject({ kind: "session-not-active" });
  });

  test("that is stopped is CANCELLED, once; one that has ended stays what it is", () => {
    const { engine, find, serverOf, activate } = twoRegions();
    for (const id of ["a", "b", "c"]) engine.ok(start(id));
    const server = serverOf("a");
    for (const id of ["a", "c"])
      expect(engine.ok({ type: "stopPlacement", region: SHANGHAI, placementId: id })).toMatchObject({
        status: "CANCELLED",
        session: null,
        endedAtMs: engine.now(),
      });
    expect(engine.session(server.sessionId)).toMatchObject({ status: "TERMINATED" });
    activate("b");
    engine.pass(1_000);
    for (const id of ["a", "b", "c"]) {
      const before = find(id);
      expect(engine.ok({ type: "stopPlacement", region: SHANGHAI, placementId: id })).toEqual(before);
    }
    expect(engine.refusal({ type: "stopPlacement", region: VALLEY, placementId: "a" })).toMatchObject({
      kind: "placement-not-found",
      field: "PlacementId",
    });
  });

  test("leaves its id to the next one when it has ended, and not before", () => {
    const { engine, find, activate, fleetOf, valley } = twoRegions();
    engine.ok(start("1"));
    expect(engine.refusal(start("1"))).toMatchObject({ kind: "placement-pending", field: "PlacementId" });
    const first = activate("1");
    engine.pass(1_000);
    engine.ok(start("1", { maxPlayers: 2 }));
    expect(find("1")).toMatchObject({ maxPlayers: 2, startedAtMs: engine.now(), players: [] });
    expect(fleetOf("1")).toBe(valley.id);
    expect(activate("1").session?.id).not.toBe(first.session?.id);
    // In another region it is another one.
    engine.ok(createQueue({ region: VALLEY, destinations: [valley.arn] }));
    engine.ok(start("1", { region: VALLEY }));
    expect(find("1", VALLEY).status).toBe("PENDING");
    expect(find("1").status).toBe("FULFILLED");
  });

  test("reserves nothing at all where the game server has no room for all of them", () => {
    const { engine, activate } = twoRegions();
    engine.ok(start("a", { desiredPlayers: [player("ada"), player("bob")] }));
    const fulfilled = activate("a", 1);
    expect(fulfilled).toMatchObject({
      status: "FULFILLED",
      players: [],
      statusReason: textLike(/^nothing was reserved: cannot join/),
    });
    expect(engine.session(fulfilled.session?.id ?? "")).toMatchObject({ maxPlayers: 1, currentPlayers: 0 });
    engine.ok(join(fulfilled.session!.id, "ada"));
  });
});

describe("a session that comes to nothing", () => {
  test("is followed by one on the next destination, and never on the same process", () => {
    const { engine, shanghai, valley, fleetOf, refuse, find } = twoRegions();
    engine.ok(start("a"));
    const [first] = [find("a").session];
    expect(refuse("a")).toMatchObject({
      status: "PENDING",
      failedOn: [{ fleetId: shanghai.id, processId: first?.processId }],
    });
    expect(fleetOf("a")).toBe(valley.id);
    expect(refuse("a")).toMatchObject({ session: null });
    // Both processes are free, and have failed it; another placement may well use them.
    engine.ok(start("b"));
    expect([fleetOf("a"), fleetOf("b")]).toEqual([null, shanghai.id]);
    engine.ok({ type: "updateFleetCapacity", fleetId: valley.id, desired: 2, max: 2 });
    valley.active(2_101);
    expect(fleetOf("a")).toBe(valley.id);
  });

  test("goes round the destinations, one process of each at a time", () => {
    const { engine, shanghai, valley, fleetOf, refuse } = twoRegions(2);
    engine.ok(start("a"));
    const went = [fleetOf("a")];
    for (let tries = 0; tries < 3; tries++) {
      refuse("a");
      went.push(fleetOf("a"));
    }
    expect(went).toEqual([shanghai.id, valley.id, shanghai.id, valley.id]);
    refuse("a");
    expect(fleetOf("a")).toBeNull();
  });

  test("also by a crash, and by an activation that took too long", () => {
    const { engine, shanghai, valley, fleetOf, find, serverOf } = twoRegions();
    engine.ok(start("a"));
    shanghai.exit(serverOf("a").process, "signal SIGSEGV");
    expect(fleetOf("a")).toBe(valley.id);
    engine.pass(60_000);
    expect(find("a")).toMatchObject({ status: "PENDING", session: null });
    expect(find("a").failedOn.map(({ fleetId }) => fleetId)).toEqual([shanghai.id, valley.id]);
  });

  test("keeps its place before those that came later", () => {
    const { engine, valley, shanghai, fleetOf, refuse, activate, terminate, find } = twoRegions();
    const [busy] = fill(engine, valley.id);
    for (const id of ["a", "b"]) engine.ok(start(id));
    refuse("a");
    // What is free there has failed "a", so "b" gets it.
    expect([fleetOf("a"), fleetOf("b")]).toEqual([null, shanghai.id]);
    engine.ok(start("c"));
    const process = engine.world.processes.get(busy!.processId);
    engine.ok({ type: "terminateGameServerSession", pid: process!.pid, sessionId: busy!.id });
    expect([fleetOf("a"), fleetOf("c")]).toEqual([valley.id, null]);
    activate("b");
    terminate("b");
    expect([find("a").status, fleetOf("c")]).toEqual(["PENDING", shanghai.id]);
  });
});

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

test("after a restart placements go on: who waited waits, in the same order, and who was activated is fulfilled", () => {
  const { engine, shanghai, valley, fleetOf, activate, terminate, find } = twoRegions();
  for (const id of ["a", "b", "c", "d"]) engine.ok(start(id));
  engine.pass(1_000);
  const { effects } = engine.restart();
  expect(effects.filter((effect) => effect.do === "startSession")).toHaveLength(2);
  expect(["a", "b", "c", "d"].map(fleetOf)).toEqual([shanghai.id, valley.id, null, null]);
  activate("a");
  expect(find("a").status).toBe("FULFILLED");
  terminate("a");
  expect(fleetOf("c")).toBe(shanghai.id);
  engine.restart();
  engine.pass(599_000);
  expect(find("d").status).toBe("TIMED_OUT");
});

test("a fleet that policies move grows for who waits, from nothing too, and for each who waits", () => {
  const fleet = aScaledFleet({ policies: [aTarget(1)] });
  const { engine } = fleet;
  const { find, fleetOf, activate } = aPlacer(engine);
  engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, scalingIntervalMinutes: 3 });
  fleet.minutes(4);
  engine.ok(createQueue({ destinations: [fleetArn(fleet.id)] }));
  expect(fleet.size()).toBe(0);
  engine.ok(start("first"));
  expect([fleet.size(), find("first").status]).toEqual([1, "PENDING"]);
  fleet.settle();
  activate("first");
  // Of ten processes nine are left, and the cool-down is not over.
  const later = Array.from({ length: 12 }, (_, count) => `later-${String(count)}`);
  for (const id of later) engine.ok(start(id));
  const placed = later.filter((id) => fleetOf(id) !== null);
  for (const id of placed) activate(id);
  expect([placed.length, fleet.size()]).toEqual([9, 1]);
  fleet.minutes(3);
  fleet.settle();
  expect([fleet.size(), ...later.filter((id) => fleetOf(id) === null)]).toEqual([2]);
});

test("a host that goes down takes no placement, and those that wait are not lost", () => {
  const { engine, find } = twoRegions();
  for (const id of ["a", "b", "c"]) engine.ok(start(id));
  engine.ok({ type: "drain", reason: "SIGTERM" });
  expect(engine.refusal(start("d")).kind).toBe("host-draining");
  expect(find("c").status).toBe("PENDING");
});
