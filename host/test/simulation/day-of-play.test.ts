import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestCost } from "../../src/simulation/day-of-play/best-cost.js";
import { dayOfGames } from "../../src/simulation/day-of-play/demand.js";
import { playDay, type DayOptions } from "../../src/simulation/day-of-play/play-day.js";
import { figuresOf, reportOf } from "../../src/simulation/day-of-play/report.js";

const options: DayOptions = {
  seed: 7,
  players: 20_000,
  targetPercent: 30,
  cooldownMinutes: 3,
  processesPerInstance: 10,
  minInstances: 2,
};

describe("a day of play on a fleet that a buffer scales", () => {
  test(
    "cuts no game, refuses none, keeps its cool-down, and costs little more than the best possible",
    { timeout: 20_000 },
    () => {
      const day = playDay(options);
      const report = reportOf(day);
      expect(report.faults).toEqual([]);
      expect(day.players).toBeGreaterThanOrEqual(options.players);
      const figures = figuresOf(day);
      expect(figures.aboveBestPercent).toBeLessThan(10);
      // A need is met a cool-down, a look and a set-up later at the latest.
      expect(figures.minutesLate).toBe(0);
      expect(figures.minutesBelow).toBeLessThan(300);
      expect(figures.peak.active).toBeGreaterThan(8);
      expect(day.minutes.at(-1)?.active).toBeLessThan(5);
      expect(report.text).toMatch(/^19:30 .*█+░+$/m);
      expect(report.text).toMatch(/games that found no process: 0; games that were cut: 0/);
    },
  );

  test("finds fault with a fleet that is too small", { timeout: 20_000 }, () => {
    const day = playDay({ ...options, players: 3_000, targetPercent: 1, processesPerInstance: 1, cooldownMinutes: 30 });
    expect(day.refused).toBeGreaterThan(0);
    expect(reportOf(day).faults).toContain(`${String(day.refused)} games found no process`);
  });
});

describe("the games of a day", () => {
  test("are the same for the same seed, in the order of their beginnings, and as many players as were asked for", () => {
    const games = dayOfGames(3, 5_000, 0);
    expect(dayOfGames(3, 5_000, 0)).toEqual(games);
    expect(dayOfGames(4, 5_000, 0)).not.toEqual(games);
    expect(games.reduce((sum, { players }) => sum + players, 0)).toBeGreaterThanOrEqual(5_000);
    const begins = games.map(({ beginsAtMs }) => beginsAtMs);
    expect(begins).toEqual([...begins].sort((a, b) => a - b));
  });
});

describe("the best possible cost", () => {
  test.each([
    [[1, 2, 3], 1, 6],
    [[1, 2, 3], 3, 7],
    [[3, 1, 1, 1, 3], 3, 9],
    [[3, 1, 1, 3], 3, 12],
    [[0, 0, 5, 0, 0, 0], 2, 10],
  ])("of %j with a cool-down of %i is %i", (needed, cooldown, cost) => {
    expect(bestCost(needed, cooldown)).toBe(cost);
  });

  test("is never below the need, never above its highest for ever, and no lower where the cool-down is longer", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 10 }),
        (needed, cooldown) => {
          const cost = bestCost(needed, cooldown);
          expect(cost).toBeGreaterThanOrEqual(needed.reduce((sum, size) => sum + size, 0));
          expect(cost).toBeLessThanOrEqual(Math.max(...needed) * needed.length);
          expect(bestCost(needed, cooldown + 1)).toBeGreaterThanOrEqual(cost);
        },
      ),
    );
  });
});
