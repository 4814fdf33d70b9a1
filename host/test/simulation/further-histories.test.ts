import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { everything } from "./support/everything.js";
import { seedsFrom, simulateMany } from "./support/simulate-many.js";

// In two files, so that two cores carry them: the other one is first-histories.test.ts.
test(
  "a host keeps every invariant in a hundred histories of 1,000 steps, in which everything happens",
  { timeout: 300_000 },
  async () => {
    const coverage = await simulateMany(seedsFrom(101, 100));
    expect(everything.filter((what) => coverage.of(what) === 0)).toEqual([]);
  },
);

test("and in a few that nobody has seen before", { timeout: 60_000 }, async () => {
  const first = randomInt(1_000_000_000);
  console.info(`simulated seeds ${String(first)} to ${String(first + 4)}`);
  await simulateMany(seedsFrom(first, 5));
});
