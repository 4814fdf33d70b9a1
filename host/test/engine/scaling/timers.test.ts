import { describe, expect, test } from "vitest";
import type { ScalingCommand, TimerCapacity } from "../../../src/model/index.js";
import { aFleet } from "../../support/a-fleet.js";
import { anEngine } from "../../support/an-engine.js";
import { textLike } from "../../support/text-like.js";
import { aScaledFleet } from "./a-scaled-fleet.js";
import { aRule, aTarget } from "./some-numbers.js";

type PutTimer = Extract<ScalingCommand, { type: "putScalingTimer" }>;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const nothing: TimerCapacity = {
  desired: null,
  min: null,
  max: null,
  scalingIntervalMinutes: null,
  mode: null,
  targetPercent: null,
};

type ScaledFleet = ReturnType<typeof aScaledFleet>;

/** Runs first so many minutes from now, by default once. */
const putTimer = ({ id, engine }: ScaledFleet, inMinutes: number, given: Partial<PutTimer> = {}): PutTimer => ({
  type: "putScalingTimer",
  timerId: null,
  fleetId: id,
  name: "evening",
  capacity: { ...nothing, mode: "manual", desired: 2 },
  isStopped: false,
  schedule: { runs: { kind: "once" }, beginMs: engine.now() + inMinutes * MINUTE_MS, endMs: null, offsetMinutes: 0 },
  ...given,
});

const daily = (fleet: ScaledFleet, inMinutes: number, name: string, desired: number): PutTimer => {
  const { schedule, ...timer } = putTimer(fleet, inMinutes, {
    name,
    capacity: { ...nothing, mode: "manual", desired },
  });
  return { ...timer, schedule: { ...schedule, runs: { kind: "days", everyDays: 1 } } };
};

describe("a timer", () => {
  test("sets what it says at its time, not a minute sooner, and leaves the rest", () => {
    const fleet = aScaledFleet();
    fleet.engine.ok(putTimer(fleet, 5));
    fleet.minutes(4);
    expect(fleet.row()).toMatchObject({ isScaledByHand: false, capacity: { desired: 1 } });
    fleet.minutes(1);
    expect(fleet.row()).toMatchObject({
      isScaledByHand: true,
      capacity: { desired: 2, min: 0, max: 3, scalingIntervalMinutes: 10 },
    });
    expect(fleet.size()).toBe(2);
    expect(fleet.row().scaling.timers).toMatchObject([{ nextRunAtMs: null }]);
    fleet.engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 1 });
    fleet.engine.pass(10 * DAY_MS);
    expect(fleet.row().capacity.desired).toBe(1);
  });

  test("comes again as often as it says, over a restart too", () => {
    const fleet = aScaledFleet();
    fleet.engine.ok(daily(fleet, 1, "up", 3));
    fleet.engine.ok(daily(fleet, 3, "down", 1));
    const sizes: number[] = [];
    for (let day = 0; day < 3; day++) {
      fleet.minutes(2);
      sizes.push(fleet.row().capacity.desired);
      fleet.minutes(1);
      sizes.push(fleet.row().capacity.desired);
      fleet.engine.pass(DAY_MS - 3 * MINUTE_MS);
      fleet.engine.restart();
    }
    expect(sizes).toEqual([3, 1, 3, 1, 3, 1]);
  });

  test("that was missed makes up for its last run, in the order of the runs", () => {
    const fleet = aScaledFleet();
    fleet.engine.ok(daily(fleet, 60, "down", 1));
    fleet.engine.ok(daily(fleet, 30, "up", 3));
    fleet.engine.pass(5 * DAY_MS);
    expect(fleet.told().slice(-2)).toEqual([
      textLike(/^Timer "up" of .* 3, 1 before/),
      textLike(/^Timer "down" of .* 1, 3 before/),
    ]);
    fleet.engine.pass(45 * MINUTE_MS);
    fleet.engine.restart();
    expect(fleet.row().capacity.desired).toBe(3);
  });

  test("may put a buffer in charge, under its own name where there was none", () => {
    const fleet = aScaledFleet({
      policies: [aRule({ metric: "CurrentPlayerSessions", operator: ">", threshold: 99 })],
    });
    fleet.engine.ok({ type: "stopAutoScaling", fleetId: fleet.id });
    fleet.play(8);
    const automatic = { ...nothing, mode: "automatic", targetPercent: 30 } as const;
    fleet.engine.ok(putTimer(fleet, 1, { capacity: automatic }));
    fleet.engine.ok(putTimer(fleet, 30, { name: "night", capacity: { ...automatic, targetPercent: 10 } }));
    fleet.minutes(1);
    expect(fleet.row().isScaledByHand).toBe(false);
    expect(fleet.row().scaling.policies).toMatchObject([{ name: "rule" }, { name: "evening", targetPercent: 30 }]);
    expect(fleet.size()).toBe(2);
    fleet.minutes(30);
    expect(fleet.row().scaling.policies).toMatchObject([{ name: "rule" }, { name: "evening", targetPercent: 10 }]);
    expect(fleet.size()).toBe(1);
  });

  test("moves the range that policies decide in, and they follow at once", () => {
    const fleet = aScaledFleet({ policies: [aTarget()] });
    fleet.play(1);
    fleet.engine.ok(putTimer(fleet, 5, { capacity: { ...nothing, min: 3, desired: 3 } }));
    fleet.minutes(5);
    expect(fleet.size()).toBe(3);
    fleet.minutes(30);
    expect(fleet.size()).toBe(3);
  });

  test("asks as protection allows whoever plays on instances that it takes away", () => {
    const fleet = aScaledFleet({ design: { protectionPolicy: "FullProtection" } });
    fleet.play(1);
    fleet.engine.ok(putTimer(fleet, 1, { capacity: { ...nothing, mode: "manual", desired: 0 } }));
    fleet.minutes(1);
    expect(fleet.instances()).toMatchObject([{ status: "TERMINATING" }]);
    fleet.minutes(600);
    expect(fleet.engine.session(fleet.sessions()[0]?.id ?? "")?.status).toBe("ACTIVE");
    fleet.endGames(1);
    fleet.minutes(6);
    expect(fleet.instances()).toEqual([]);
  });

  test("says why it did nothing where its numbers are not possible when it runs", () => {
    const engine = anEngine();
    const fleet = aScaledFleet({ engine });
    engine.ok(putTimer(fleet, 5, { capacity: { ...nothing, max: 9 } }));
    aScaledFleet({ engine, max: 4 });
    fleet.minutes(5);
    expect(fleet.row().capacity.max).toBe(3);
    expect(fleet.told().at(-1)).toMatch(
      /^Timer "evening" of .* did nothing: 9 instances and the 4 that the other fleets/,
    );
  });

  test("is changed by its id, stopped, and started again", () => {
    const fleet = aScaledFleet();
    const { engine } = fleet;
    engine.ok(putTimer(fleet, 5));
    const [timer] = fleet.row().scaling.timers;
    if (timer === undefined) throw new Error("there is no timer");
    engine.ok(putTimer(fleet, 5, { timerId: timer.id, name: "late", isStopped: true }));
    fleet.minutes(3);
    expect(fleet.row().scaling.timers).toMatchObject([{ id: timer.id, name: "late", isStopped: true }]);
    fleet.minutes(10);
    expect(fleet.row().capacity.desired).toBe(1);
    engine.ok(putTimer(fleet, 1, { timerId: timer.id, name: "late" }));
    fleet.minutes(1);
    expect(fleet.row().capacity.desired).toBe(2);
  });

  test("is refused under a name that is taken, beyond the quota, and where it would never run", () => {
    const fleet = aScaledFleet();
    const { engine } = fleet;
    engine.ok(putTimer(fleet, 5));
    expect(engine.refusal(putTimer(fleet, 5))).toMatchObject({ kind: "invalid-value", field: "TimerName" });
    expect(engine.refusal(putTimer(fleet, -5, { name: "past" }))).toMatchObject({
      kind: "invalid-value",
      field: "BeginTime",
    });
    engine.restart({ quotas: { ...engine.settings.quotas, timersPerFleet: 1 } });
    expect(engine.refusal(putTimer(fleet, 5, { name: "more" })).kind).toBe("quota");
    expect(engine.refusal({ type: "deleteScalingTimer", timer: { fleetId: fleet.id, name: "none" } })).toMatchObject({
      kind: "timer-not-found",
      field: "TimerName",
    });
    engine.ok({ type: "deleteScalingTimer", timer: { fleetId: fleet.id, name: "evening" } });
    fleet.minutes(10);
    expect(fleet.row().capacity.desired).toBe(1);
  });
});

describe("a copy of a fleet", () => {
  test("has its mode, policies and cool-down where they are selected, its timers under ids of their own, and a new fleet's sizes", () => {
    const fleet = aScaledFleet({ policies: [aTarget()] });
    const { engine, id: fleetId } = fleet;
    engine.ok({ type: "updateFleetCapacity", fleetId, scalingIntervalMinutes: 7 });
    engine.ok(putTimer(fleet, 5));
    const copyOf = (withScaling: boolean, withTimers: boolean) =>
      engine.ok({ type: "copyFleet", fleetId, copies: 1, changes: {}, withScaling, withTimers })[0];
    expect(copyOf(false, false)).toMatchObject({ isScaledByHand: true, scaling: { policies: [], timers: [] } });
    expect(copyOf(true, false)).toMatchObject({
      isScaledByHand: false,
      capacity: { desired: 1, min: 0, max: 1, scalingIntervalMinutes: 7 },
      scaling: { policies: [aTarget()], timers: [], scaledAtMs: null },
    });
    const [own] = fleet.row().scaling.timers;
    const [copied] = copyOf(false, true)?.scaling.timers ?? [];
    expect(copied).toEqual({ ...own, id: copied?.id });
    expect(copied?.id).not.toBe(own?.id);
  });

  test("is not scaled before it has been ACTIVE", () => {
    const engine = anEngine();
    const fleet = aFleet(engine);
    engine.ok({ type: "putScalingPolicy", fleetId: fleet.id, policy: aTarget() });
    engine.ok({ type: "startAutoScaling", fleetId: fleet.id });
    engine.pass(30 * MINUTE_MS);
    expect(fleet.row().capacity.desired).toBe(1);
    fleet.active();
    engine.pass(MINUTE_MS);
    expect(fleet.row().capacity.desired).toBe(0);
  });
});
