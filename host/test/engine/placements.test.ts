import { describe, expect, test } from "vitest";
import {
  aPlacer,
  createQueue,
  fill,
  fleetArn,
  player,
  SHANGHAI,
  start,
  twoRegions,
  VALLEY,
} from "../support/a-queue.js";
import { create, join } from "../support/builders.js";
import { textLike } from "../support/text-like.js";
import { aScaledFleet } from "./scaling/a-scaled-fleet.js";
import { aTarget } from "./scaling/some-numbers.js";

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
