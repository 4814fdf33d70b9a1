import { expect, test } from "vitest";
import { everything } from "./support/everything.js";
import { seedsFrom, simulateMany } from "./support/simulate-many.js";

// In two files, so that two cores carry them: the other one is further-histories.test.ts.
test(
  "a host keeps every invariant in a hundred histories of 1,000 steps, in which everything happens",
  { timeout: 300_000 },
  async () => {
    const coverage = await simulateMany(seedsFrom(1, 100));
    expect(everything.filter((what) => coverage.of(what) === 0)).toEqual([]);
  },
);
