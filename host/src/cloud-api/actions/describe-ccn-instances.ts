import type { Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

/** The Cloud Connect Networks of a fleet: none, as there are none on one machine. */
export const describeCcnInstances: Action<"DescribeCcnInstances"> = ({ FleetId }, context) => {
  if (FleetId !== undefined) knownFleet("DescribeCcnInstances", context, FleetId);
  return { CcnInstanceSets: [], TotalCount: 0 };
};
