import { toWireUtilization } from "../fleet-wire.js";
import type { Action } from "./action.js";
import { knownFleets } from "./known-fleet.js";

/** The processes, sessions and players of fleets at this moment. */
export const describeFleetUtilization: Action<"DescribeFleetUtilization"> = ({ FleetIds }, context) => {
  const fleets = knownFleets("DescribeFleetUtilization", context, FleetIds);
  return {
    FleetUtilization: fleets.map((fleet) => toWireUtilization(fleet, context.host.fleetLoad(fleet.id))),
    TotalCount: fleets.length,
  };
};
