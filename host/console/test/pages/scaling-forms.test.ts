import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  hasProblems,
  newRule,
  ruleChanges,
  ruleDraftOf,
  ruleRequestOf,
} from "../../src/pages/fleets/scaling/rule-draft.js";
import {
  hasTimerProblem,
  newTimer,
  timerDraftOf,
  timerKinds,
  timerModes,
  timerRequestOf,
} from "../../src/pages/fleets/scaling/timer-draft.js";
import { nextHour, zonesWith } from "../../src/pages/fleets/scaling/zoned-time.js";
import { policyOf } from "../../../src/cloud-api/policy-request.js";
import { toWirePolicy, toWireTimer } from "../../../src/cloud-api/scaling-wire.js";
import { timerOf } from "../../../src/cloud-api/timer-request.js";
import { scalingMetrics, scalingOperators, type FleetId, type TimerId } from "../../../src/model/index.js";

const fleet = { id: "fleet-12345678-12345678" as FleetId };

/** What people type, and what nobody should. */
const number = fc.oneof(
  fc.constantFrom("", "0", "1", "-1", "5", "31", "32", "99", "100", "1440", "1441", "1.5", "1e3", "ten", "99999999999"),
  fc.integer().map(String),
);
/** Mostly what can be meant. */
const small = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 30 }).map(String) },
  { weight: 3, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: number },
);
const name = fc.oneof(fc.constantFrom("", "night", "x".repeat(1_025), "夜间"), fc.string({ unit: "grapheme" }));

describe("a rule's form", () => {
  const draft = fc.record({
    ...{ name, threshold: number, minutes: number, amount: number },
    metric: fc.constantFrom(...scalingMetrics),
    operator: fc.constantFrom(...scalingOperators),
    change: fc.constantFrom(...ruleChanges),
  });

  test("what it lets through the host takes, and gives back as it was typed", () => {
    fc.assert(
      fc.property(draft, (typed) => {
        fc.pre(!hasProblems(typed));
        const back = ruleDraftOf(toWirePolicy(fleet, policyOf(ruleRequestOf(fleet.id, typed))));
        const numbersOf = ({ threshold, minutes, amount }: typeof typed) => [threshold, minutes, amount].map(Number);
        expect({ ...back, threshold: "", minutes: "", amount: "" }).toEqual({
          ...{ ...typed, threshold: "", minutes: "", amount: "" },
        });
        expect(numbersOf(back)).toEqual(numbersOf(typed));
      }),
      { numRuns: 200 },
    );
  });

  test("what the host would refuse it does not let through", () => {
    const good = { ...newRule, name: "full" };
    expect(hasProblems(good)).toBe(false);
    for (const wrong of [
      { name: "" },
      { minutes: "0" },
      { minutes: "1441" },
      { threshold: "" },
      { threshold: "ten" },
      { change: "addPercent" as const, amount: "100" },
      { change: "remove" as const, amount: "0" },
      { change: "exact" as const, amount: "-1" },
    ])
      expect(hasProblems({ ...good, ...wrong }), JSON.stringify(wrong)).toBe(true);
  });
});

describe("a timer's form", () => {
  const time = fc.constantFrom("", "2030-01-30T19:00", "2030-02-28T00:00:30", "2031-12-31T23:59");
  const draft = fc.record({
    ...{ id: fc.constant(undefined), isStopped: fc.boolean(), name },
    ...{ kind: fc.constantFrom(...timerKinds), mode: fc.constantFrom(...timerModes) },
    ...{ begin: time, end: time, zone: fc.constantFrom(...zonesWith("+08:00")) },
    ...{ everyDays: small, fromDay: small, toDay: small, min: small, desired: small, max: small },
    ...{ interval: small, share: small, weekDays: fc.subarray([1, 2, 3, 4, 5, 6, 7]) },
  });

  test("what it lets through the host takes, and gives back as it was typed", () => {
    fc.assert(
      fc.property(draft, (typed) => {
        fc.pre(!hasTimerProblem(typed));
        const { name: timerName, capacity, schedule, isStopped } = timerOf(timerRequestOf(fleet.id, typed));
        const timer = { id: "timerId-12345678" as TimerId, name: timerName, capacity, schedule, isStopped };
        const back = timerDraftOf(toWireTimer(fleet, { ...timer, nextRunAtMs: schedule.beginMs }, 0));
        expect(timerRequestOf(fleet.id, { ...back, id: undefined })).toEqual(timerRequestOf(fleet.id, typed));
        expect(back).toMatchObject({ begin: typed.begin, zone: typed.zone, kind: typed.kind });
      }),
      { numRuns: 200 },
    );
  });

  test("a new one begins with the next full hour", () => {
    const hour = nextHour(Date.UTC(2030, 0, 30, 10, 59, 59));
    const { begin, zone } = newTimer(hour);
    expect(new Date(`${begin}:00${zone}`).toISOString()).toBe("2030-01-30T11:00:00.000Z");
  });

  test("what the host would refuse it does not let through", () => {
    const good = { ...newTimer({ local: "2030-01-30T19:00", zone: "+08:00" }), name: "evening", min: "1" };
    expect(hasTimerProblem(good)).toBe(false);
    for (const wrong of [
      { name: "" },
      { begin: "" },
      { end: "2029-01-30T19:00" },
      { everyDays: "367" },
      { kind: "week" as const, weekDays: [] },
      { kind: "month" as const, fromDay: "9", toDay: "5" },
      { interval: "31" },
      { share: "100" },
      { min: "3", max: "2" },
      { min: "" },
    ])
      expect(hasTimerProblem({ ...good, ...wrong }), JSON.stringify(wrong)).toBe(true);
  });
});
