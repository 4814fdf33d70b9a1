import { Coverage } from "../../../src/simulation/coverage.js";
import { shrink } from "../../../src/simulation/shrink.js";
import { simulate } from "../../../src/simulation/simulation.js";
import { toText } from "../../../src/simulation/step-numbers.js";

/** Histories of 1,000 steps, one for each seed. The first that breaks an invariant is thrown, as short as it can be told. */
export async function simulateMany(seeds: readonly number[]): Promise<Coverage> {
  const coverage = new Coverage();
  for (const seed of seeds) {
    const options = { seed, steps: 1_000 };
    const result = await simulate(options);
    coverage.add(result.coverage);
    if (result.broken === undefined) continue;
    const { only, result: shortest } = await shrink(options, result.broken, 300);
    throw new Error(
      `seed ${String(seed)}: ${result.broken.invariant}: ${result.broken.found}\n${shortest.history.join("\n")}\n` +
        `again: npm run simulate -- --seed ${String(seed)} --only ${toText(only)} --history`,
    );
  }
  return coverage;
}

export const seedsFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);
