import type { FleetRelatedResource } from "../../gen/cloud-api.js";
import type { Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

/** More than any quota of aliases and queues allows. */
const ALL = { offset: 0, limit: 100_000 };

/** The aliases that lead to a fleet, and the queues, of any region, that name it as a destination. */
export const describeFleetRelatedResources: Action<"DescribeFleetRelatedResources"> = ({ FleetId }, context) => {
  const { id: fleetId } = knownFleet("DescribeFleetRelatedResources", context, FleetId);
  const { reads } = context.host;
  const aliases = reads.aliases({ fleetId }, ALL).rows;
  const queues = reads
    .queues({}, ALL)
    .rows.filter(({ destinations }) => destinations.some((destination) => destination.fleetId === fleetId));
  return {
    Resources: [
      ...aliases.map(({ id, region }): FleetRelatedResource => ({
        Type: "ALIAS",
        ResourceId: id,
        ResourceRegion: region,
      })),
      ...queues.map(({ name, region }): FleetRelatedResource => ({
        Type: "QUEUE",
        ResourceId: name,
        ResourceRegion: region,
      })),
    ],
  };
};
