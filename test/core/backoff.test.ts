import { describe, expect, test } from "vitest";
import { backoffMs, farewellEndsAtMs } from "../../src/core/index.js";

describe("backoffMs", () => {
  const limits = { firstMs: 100, longestMs: 1_000 };

  test("doubles from try to try, up to the longest", () => {
    expect([1, 2, 3, 4, 5, 60].map((attempt) => backoffMs(attempt, 1, limits))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });

  test("lies at random in the upper half of its span", () => {
    expect(backoffMs(3, 0, limits)).toBe(200);
    expect(backoffMs(3, 0.5, limits)).toBe(300);
  });
});

describe("farewellEndsAtMs", () => {
  test("leaves two seconds for the last calls", () => {
    expect(farewellEndsAtMs(0, 300_000)).toBe(298_000);
  });

  test("leaves a tenth where there is little time, and nothing where there is none", () => {
    expect(farewellEndsAtMs(1_000, 2_000)).toBe(1_900);
    expect(farewellEndsAtMs(5_000, 2_000)).toBe(2_000);
  });

  test("is never where there is no deadline", () => {
    expect(farewellEndsAtMs(0, null)).toBeNull();
  });
});
