import { MAX_DISTANCE_MS, type Distance, type Distances } from "../main.js";
import { usageError } from "./exit.js";
import { knownRegion } from "./known-region.js";
import type { KeyValue } from "./parse-values.js";

/** `40ms` and `40` are milliseconds, `down` is a region that is out; undefined for anything else. */
export function distanceOf(text: string): Distance | undefined {
  if (text === "down") return "down";
  const [, digits] = /^(\d{1,5})(?:ms)?$/.exec(text) ?? [];
  return digits !== undefined && Number(digits) <= MAX_DISTANCE_MS ? Number(digits) : undefined;
}

export const wantedDistance = `milliseconds up to ${String(MAX_DISTANCE_MS)}, for instance "40ms", or "down" for a region that is out`;

/** What `--region-latency` said, as often as it was given. @throws CliError, exit code 2 */
export function distancesGiven(given: readonly KeyValue[]): Distances {
  return Object.fromEntries(
    given.map(({ key, value }) => {
      const distance = distanceOf(value);
      if (distance === undefined)
        throw usageError(`--region-latency ${key} is "${value}": give REGION=${wantedDistance}`);
      return [knownRegion(key, "--region-latency"), distance];
    }),
  );
}
