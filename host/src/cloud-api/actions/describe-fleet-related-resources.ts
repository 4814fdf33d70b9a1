import type { Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

/** The aliases and queues that lead to a fleet: none, as this version has neither. */
export const describeFleetRelatedResources: Action<"DescribeFleetRelatedResources"> = ({ FleetId }, context) => {
  knownFleet("DescribeFleetRelatedResources", context, FleetId);
  return { Resources: [] };
};
