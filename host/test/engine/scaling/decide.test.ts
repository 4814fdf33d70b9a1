import { describe, expect, test } from "vitest";
import { decide, type ScalingView } from "../../../src/engine/scaling/decide.js";
import { metricOf } from "../../../src/engine/scaling/metrics.js";
import { adjusted, isTrueNow } from "../../../src/engine/scaling/rule.js";
import { neededFor } from "../../../src/engine/scaling/target.js";
import { scalingMetrics, type ScalingMetric } from "../../../src/model/index.js";
import { textLike } from "../../support/text-like.js";
import { aRule, aTarget, someNumbers } from "./some-numbers.js";

const decided = ({ desired = 1, min = 0, max = 3, ...given }: Partial<ScalingView & ScalingView["capacity"]>) =>
  decide({
    capacity: { desired, min, max },
    policies: [aTarget()],
    numbers: someNumbers({ instances: desired }),
    heldMinutes: () => 1,
    ...given,
  });

describe("a target-based policy", () => {
  // gse-semantics d.8: 10 processes per instance, buffer 30 %, range 0-3.
  test.each([
    [1, 0, 0],
    [1, 1, undefined],
    [1, 7, undefined],
    [1, 8, 2],
    [1, 10, 2],
    [2, 14, undefined],
    [2, 15, 3],
    [3, 30, undefined],
    [2, 8, undefined],
    [2, 6, 1],
    [3, 6, 1],
    [3, 0, 0],
  ])("on %i instances with %i sessions wants %s", (desired, sessions, wanted) => {
    const packed = Math.ceil(sessions / 10);
    const numbers = someNumbers({ instances: desired, busyProcesses: sessions, removable: desired - packed });
    expect(decided({ desired, numbers })?.desired).toBe(wanted);
  });

  test("keeps the target share free with as few instances as do, for every number of sessions", () => {
    for (const target of [1, 10, 29, 30, 33, 50, 75, 99])
      for (const processesPerInstance of [1, 3, 7, 10, 50])
        for (let sessions = 0; sessions <= 120; sessions++) {
          const needed = neededFor(target, someNumbers({ sessions, processesPerInstance }));
          const isEnough = (instances: number): boolean =>
            (instances * processesPerInstance - sessions) * 100 >= target * instances * processesPerInstance;
          expect([isEnough(needed), needed > 0 && isEnough(needed - 1)]).toEqual([true, false]);
        }
  });

  test("reduces by unused instances only, and by none where all host sessions", () => {
    const two = (removable: number) =>
      decided({ desired: 3, numbers: someNumbers({ instances: 3, busyProcesses: 4, removable }) });
    expect(two(0)).toBeUndefined();
    expect(two(1)).toMatchObject({
      desired: 2,
      why: textLike(
        /4 of 30 sessions are taken, 86.7 % are free, so 1 instance is wanted; the other instances host sessions, or are reserved/,
      ),
    });
    expect(two(2)?.desired).toBe(1);
  });

  test("counts instances that take no new sessions besides those that do", () => {
    const closed = { instances: 2, busyProcesses: 9, sessions: 5, closed: 1, removable: 0 };
    expect(decided({ desired: 2, numbers: someNumbers(closed) })).toBeUndefined();
    expect(decided({ desired: 2, numbers: someNumbers({ ...closed, sessions: 8 }) })?.desired).toBe(3);
  });

  test("stays within the range, and says so", () => {
    expect(decided({ max: 1, numbers: someNumbers({ busyProcesses: 10 }) })).toBeUndefined();
    expect(
      decided({ desired: 2, max: 3, numbers: someNumbers({ instances: 2, busyProcesses: 40, removable: 0 }) }),
    ).toMatchObject({
      desired: 3,
      why: textLike(/so 6 instances are wanted; MaxSize is 3/),
    });
    expect(decided({ desired: 3, min: 2 })).toMatchObject({ desired: 2, why: textLike(/MinSize is 2/) });
  });

  test("brings a fleet of no instances to life for a session that was asked for", () => {
    const numbers = someNumbers({ instances: 0, waiting: 1 });
    expect(decided({ desired: 0, numbers })).toMatchObject({
      desired: 1,
      why: textLike(/0 of 0 sessions are taken and 1 more is asked for/),
    });
    expect(decided({ desired: 0, numbers: someNumbers({ instances: 0 }) })).toBeUndefined();
  });
});

describe("a rule", () => {
  const numbers = someNumbers({
    instances: 4,
    processes: 38,
    busyProcesses: 18,
    freeProcesses: 19,
    players: 55,
    customCount: 30,
    customMax: 120,
  });

  test.each<[ScalingMetric, number]>([
    ["CurrentPlayerSessions", 55],
    ["AvailableGameServerSessions", 19],
    ["PercentAvailableGameServerSessions", 50],
    ["PercentAvailableGameSessions", 50],
    ["AvailableCustomCount", 30],
    ["PercentAvailableCustomCount", 25],
    ["ActiveInstances", 4],
    ["IdleInstances", 2],
    ["PercentIdleInstances", 50],
  ])("looks at %s, which is %d here", (metric, value) => {
    expect(metricOf(metric, numbers)).toBe(value);
    const is = (operator: "<" | "<=" | ">" | ">=", threshold: number) =>
      isTrueNow(aRule({ metric, operator, threshold }), numbers);
    expect([is("<", value), is("<", value + 0.5), is("<=", value), is("<=", value - 0.5)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([is(">", value), is(">", value - 0.5), is(">=", value), is(">=", value + 0.5)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("has nothing to say of a share of nothing", () => {
    const nothing = someNumbers({ instances: 0 });
    const shares = scalingMetrics.filter((metric) => metric.startsWith("Percent"));
    for (const metric of shares) {
      expect(metricOf(metric, nothing)).toBeUndefined();
      expect(isTrueNow(aRule({ metric, operator: "<", threshold: 50 }), nothing)).toBe(false);
      expect(isTrueNow(aRule({ metric, operator: ">", threshold: -1 }), nothing)).toBe(false);
    }
    expect(metricOf("AvailableGameServerSessions", nothing)).toBe(0);
  });

  // gse-semantics d.8, m-35: away from zero, at least one.
  test.each([
    ["ChangeInCapacity", 3, 10, 13],
    ["ChangeInCapacity", -3, 10, 7],
    ["ExactCapacity", 4, 10, 4],
    ["ExactCapacity", 0, 10, 0],
    ["PercentChangeInCapacity", 20, 10, 12],
    ["PercentChangeInCapacity", -10, 10, 9],
    ["PercentChangeInCapacity", 11, 10, 12],
    ["PercentChangeInCapacity", -11, 10, 8],
    ["PercentChangeInCapacity", 1, 10, 11],
    ["PercentChangeInCapacity", -1, 10, 9],
    ["PercentChangeInCapacity", 1, 0, 1],
    ["PercentChangeInCapacity", 0, 10, 10],
  ] as const)("of type %s by %i makes of %i instances %i", (adjustmentType, adjustment, size, after) => {
    expect(adjusted(size, aRule({ adjustmentType, adjustment }))).toBe(after);
  });

  test("waits until it was true for all of its minutes", () => {
    const rule = aRule({ minutes: 3, threshold: 20 });
    const after = (minutes: number) =>
      decided({ desired: 4, max: 9, policies: [rule], numbers, heldMinutes: () => minutes });
    expect(after(2)).toBeUndefined();
    expect(after(3)).toMatchObject({
      desired: 5,
      why: textLike(
        /Policy "rule" \(AvailableGameServerSessions < 20 for 3 minutes: ChangeInCapacity \+1\): it is 19, so 5 instances are wanted/,
      ),
    });
  });
});

// gse-semantics m-36
describe("of several policies", () => {
  const all = someNumbers({ instances: 6, removable: 6 });
  const says = (name: string, adjustment: number) => aRule({ name, operator: ">=", threshold: 0, adjustment });
  const won = (...policies: ScalingView["policies"]) => {
    const decision = decided({ desired: 6, max: 20, policies, numbers: all });
    return decision && [decision.policy.name, decision.desired];
  };

  test("an expansion wins over a reduction, and the largest expansion over the others", () => {
    expect(won(says("less", -2), says("more", 1), says("most", 3))).toEqual(["most", 9]);
  });

  test("of reductions the one that leaves most wins", () => {
    expect(won(says("much", -4), says("little", -1))).toEqual(["little", 5]);
  });

  test("a rule does not reduce below what the buffer needs", () => {
    const numbers = someNumbers({ instances: 2, busyProcesses: 8, removable: 1 });
    const policies = [says("less", -1), aTarget()];
    expect(decided({ desired: 2, policies, numbers })).toBeUndefined();
  });
});
