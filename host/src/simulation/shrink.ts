import { simulate, type Broken, type SimulationOptions, type SimulationResult } from "./simulation.js";

export interface Shrunk {
  /** The steps that are needed for the same invariant to break, by number. */
  readonly only: ReadonlySet<number>;
  readonly result: SimulationResult;
}

/**
 * Leaves out steps of a history that breaks an invariant as long as it still breaks the same one: halves first, then ever
 * smaller parts (ddmin, Zeller and Hildebrandt 2002).
 * @param attempts at most so many histories are tried
 */
export async function shrink(options: SimulationOptions, broken: Broken, attempts = 1_500): Promise<Shrunk> {
  let steps = Array.from({ length: Math.min(options.steps, broken.step + 1) }, (_, step) => step);
  let left = attempts;
  for (let parts = 2; steps.length > 0 && left > 0;) {
    const size = Math.ceil(steps.length / parts);
    let isShorter = false;
    // The latest steps first: they are mere consequences the least often, but the easiest to go.
    for (let end = steps.length; end > 0 && left > 0; end -= size) {
      const kept = [...steps.slice(0, Math.max(0, end - size)), ...steps.slice(end)];
      left--;
      const { broken: found } = await simulate({ ...options, isTold: false, only: new Set(kept) });
      if (found?.invariant !== broken.invariant) continue;
      steps = kept.filter((step) => step <= found.step);
      end = Math.min(end, steps.length + size);
      isShorter = true;
    }
    if (isShorter) parts = Math.max(2, parts - 1);
    else if (size === 1) break;
    else parts = Math.min(steps.length, parts * 2);
  }
  const only = new Set(steps);
  return { only, result: await simulate({ ...options, isTold: true, only }) };
}
