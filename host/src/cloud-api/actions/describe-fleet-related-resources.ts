import type { Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

/** More than any quota of aliases allows. */
const ALL = { offset: 0, limit: 100_000 };

/** The aliases that lead to a fleet, and queues, which this version has not. */
export const describeFleetRelatedResources: Action<"DescribeFleetRelatedResources"> = ({ FleetId }, context) => {
  const { id: fleetId } = knownFleet("DescribeFleetRelatedResources", context, FleetId);
  return {
    Resources: context.host.reads.aliases({ fleetId }, ALL).rows.map(({ id, region }) => ({
      Type: "ALIAS",
      ResourceId: id,
      ResourceRegion: region,
    })),
  };
};
