import { describe, expect, test } from "vitest";
import { previewScaling } from "../../../src/engine/scaling/preview.js";
import type { PastMinute, PreviewedFleet } from "../../../src/model/index.js";
import { aRule, aTarget } from "./some-numbers.js";

const MINUTE = 60_000;

/** GSE's tutorial: 10 processes an instance, 30 % free, 0 to 3 instances. */
const tutorial: PreviewedFleet = {
  policies: [aTarget(30)],
  ...{ min: 0, max: 3, scalingIntervalMinutes: 3, processesPerInstance: 10 },
};

const minutes = (sessions: readonly number[], given: Partial<PastMinute> = {}): readonly PastMinute[] =>
  sessions.map((count, index) => ({ atMs: index * MINUTE, sessions: count, players: count, desired: 1, ...given }));

const sizes = (options: PreviewedFleet, past: readonly PastMinute[]): readonly number[] =>
  previewScaling(options, past).points.map(({ desired }) => desired);

describe("a preview", () => {
  test("has the documented numbers: 7 sessions are well on one instance, the 8th brings the second, 6 go back to one", () => {
    expect(sizes(tutorial, minutes([7, 8, 8, 8, 6, 6]))).toEqual([1, 2, 2, 2, 1, 1]);
  });

  test("lets the cool-down pass, but not where there is no instance and somebody wants to play", () => {
    expect(sizes(tutorial, minutes([8, 6, 6, 6, 6]))).toEqual([2, 2, 2, 1, 1]);
    expect(sizes(tutorial, minutes([0, 1, 1]))).toEqual([0, 1, 1]);
  });

  test("keeps instances that host sessions, stays within the bounds, and says how many found no process", () => {
    expect(
      sizes(
        {
          ...tutorial,
          policies: [
            aRule({ adjustmentType: "ExactCapacity", adjustment: 0, metric: "CurrentPlayerSessions", threshold: 99 }),
          ],
        },
        minutes([11, 11], { desired: 3 }),
      ),
    ).toEqual([2, 2]);
    expect(previewScaling(tutorial, minutes([34])).points).toEqual([{ atMs: 0, was: 1, desired: 3, short: 4 }]);
    expect(sizes({ ...tutorial, min: 2 }, minutes([0]))).toEqual([2]);
  });

  test("counts a rule's minutes in a row, anew where nobody looked", () => {
    const rule = aRule({ metric: "CurrentPlayerSessions", operator: ">=", threshold: 1, minutes: 3, adjustment: 1 });
    const options = { ...tutorial, policies: [rule] };
    expect(sizes(options, minutes([1, 1, 1, 1]))).toEqual([1, 1, 2, 2]);
    const [a, b, ...rest] = minutes([1, 1, 1, 1, 1, 1]);
    const withGap = [a, b, ...rest.slice(1)].filter((minute) => minute !== undefined);
    expect(sizes(options, withGap)).toEqual([1, 1, 1, 1, 2]);
  });

  test("leaves out rules on what game servers reported", () => {
    const rule = aRule({ metric: "AvailableCustomCount", operator: "<", threshold: 5 });
    const { points, leftOut } = previewScaling({ ...tutorial, policies: [rule] }, minutes([5, 5]));
    expect(leftOut).toEqual(["rule"]);
    expect(points.map(({ desired }) => desired)).toEqual([1, 1]);
  });
});
