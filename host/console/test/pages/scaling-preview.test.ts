import { expect, test } from "vitest";
import { changesOf, hoursOf, shortMinutesOf } from "../../src/pages/fleets/scaling/preview.js";

const MINUTE = 60_000;

test("a preview is summed up: changes, the first from what was; instance hours; minutes without room", () => {
  const points = [
    { AtMs: 0, Was: 3, Desired: 2, Short: 0 },
    { AtMs: MINUTE, Was: 3, Desired: 2, Short: 4 },
    { AtMs: 3 * MINUTE, Was: 3, Desired: 5, Short: 0 },
  ];
  expect(changesOf(points)).toBe(2);
  expect(changesOf([])).toBe(0);
  expect([hoursOf(points, "Was"), hoursOf(points, "Desired")]).toEqual([9 / 60, 9 / 60]);
  expect(shortMinutesOf(points)).toBe(1);
});
