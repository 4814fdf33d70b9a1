import { describe, expect, test } from "vitest";
import { resolutionFor } from "../../src/statistics/resolutions.js";
import { DAY, HOUR, noon } from "./use-statistics.js";

describe("the resolution of a chart", () => {
  test.each([
    ["an hour", noon - HOUR, noon, "minute"],
    ["two hours", noon - 2 * HOUR, noon, "minute"],
    ["more than two hours", noon - 2 * HOUR - 1, noon, "fiveMinutes"],
    ["a day", noon - DAY, noon, "fiveMinutes"],
    ["three days, of which minutes are kept for two", noon - 3 * DAY, noon, "hour"],
    ["three days, of which one is to come", noon - 2 * DAY, noon + DAY, "fiveMinutes"],
    ["a week", noon - 7 * DAY, noon, "hour"],
    ["35 days", noon - 35 * DAY, noon, "hour"],
    ["more than 35 days", noon - 35 * DAY - 1, noon, "day"],
    ["an hour of last week", noon - 7 * DAY, noon - 7 * DAY + HOUR, "hour"],
    ["an hour of last winter", noon - 150 * DAY, noon - 150 * DAY + HOUR, "day"],
  ] as const)("of %s", (_what, fromMs, toMs, resolution) => {
    expect(resolutionFor(fromMs, toMs, noon)).toBe(resolution);
  });
});
