import { describe, expect, test } from "vitest";
import { rateLimit } from "../src/rate-limit.js";

describe("rateLimit()", () => {
  test("lets a burst through, then one message each time the bucket has refilled for it", () => {
    const rate = rateLimit({ burst: 3, perSecond: 2 });
    expect([0, 0, 0, 0].map((atMs) => rate.take(atMs))).toEqual([true, true, true, false]);
    expect(rate.take(499)).toBe(false);
    expect(rate.take(500)).toBe(true);
    expect(rate.take(500)).toBe(false);
  });

  test("holds no more than one burst after a long silence", () => {
    const rate = rateLimit({ burst: 2, perSecond: 1 });
    expect([0, 99_000, 99_000, 99_000].map((atMs) => rate.take(atMs))).toEqual([true, true, true, false]);
  });

  test("takes no harm from a clock that steps back", () => {
    const rate = rateLimit({ burst: 1, perSecond: 1 });
    expect([10_000, 5_000, 6_000].map((atMs) => rate.take(atMs))).toEqual([true, false, true]);
  });
});
