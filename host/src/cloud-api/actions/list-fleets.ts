import type { AssetId } from "../../model/index.js";
import { createFilter } from "../filters.js";
import { onlyGiven } from "../only-given.js";
import type { Action } from "./action.js";

/** More than any quota of fleets allows. */
const ALL = { offset: 0, limit: 100_000 };

/** The ids of the region's fleets, by asset, name or tags; all of them, whatever Limit and Offset say (gse-semantics d.10). */
export const listFleets: Action<"ListFleets"> = (request, { host, region }) => {
  const passes = createFilter("ListFleets", request.Filters);
  const query = { region, ...onlyGiven({ assetId: (request.AssetId || undefined) as AssetId | undefined }) };
  const fleets = host.reads.fleets(query, ALL).rows.filter(passes);
  return { FleetIds: fleets.map(({ id }) => id), TotalCount: fleets.length };
};
