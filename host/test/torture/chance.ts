import { aRandom } from "../../../test/support/a-random.js";

/** Choices that a seed repeats. */
export class Chance {
  readonly #random: () => number;

  /** The same numbers, the same choices: a seed, and whose choices they are. */
  constructor(...seeds: readonly number[]) {
    this.#random = aRandom(seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e37_79b1) + seed, 1));
  }

  /** Whole, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  /** True so often, 0 to 1. */
  happens(share: number): boolean {
    return this.#random() < share;
  }

  /** Undefined where there is nothing to choose from. */
  pick<T>(values: readonly T[]): T | undefined {
    return values[Math.floor(this.#random() * values.length)];
  }

  /** One of the names, each as often as its number says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.#random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new Error("there is nothing to choose from");
  }
}
