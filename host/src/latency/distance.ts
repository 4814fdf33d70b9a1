import { regions } from "../regions.js";

/** How far a region seems to be: milliseconds, or so far that no answer comes from there. */
export type Distance = number | "down";

/** How far each region seems to be; 0 where nothing is said. */
export type Distances = Readonly<Record<string, Distance>>;

/** Further away nobody plays. */
export const MAX_DISTANCE_MS = 10_000;

/** @throws RangeError for a region that GSE did not have, and a distance that is none */
export function checkDistances(distances: Distances): ReadonlyMap<string, Distance> {
  for (const [region, distance] of Object.entries(distances)) {
    if (!regions.has(region)) throw new RangeError(`there is no region "${region}": ${knownRegions()}`);
    if (distance !== "down" && !(distance >= 0 && distance <= MAX_DISTANCE_MS))
      throw new RangeError(
        `the latency of "${region}" is ${String(distance)}: give milliseconds from 0 to ${String(MAX_DISTANCE_MS)}, or "down"`,
      );
  }
  return new Map(Object.entries(distances));
}

export const knownRegions = (): string => `the regions are ${[...regions].join(", ")}`;
