import { nearest } from "../params/nearest.js";
import { regions } from "../regions.js";
import { usageError } from "./exit.js";

/** A region that GSE had, as `flag` names it. @throws CliError, exit code 2 */
export function knownRegion(region: string, flag: string): string {
  if (regions.has(region)) return region;
  const meant = nearest(region, [...regions]);
  const asked = meant === undefined ? "" : `; did you mean "${meant}"?`;
  throw usageError(`${flag}: there is no region "${region}"${asked}; the regions are ${[...regions].join(", ")}`);
}
