import { toWireCapacity } from "../fleet-wire.js";
import { partOf } from "../slice.js";
import type { Action } from "./action.js";
import { knownFleets } from "./known-fleet.js";

/** How many instances fleets shall have, and have at this moment. */
export const describeFleetCapacity: Action<"DescribeFleetCapacity"> = (request, context) => {
  const fleets = knownFleets("DescribeFleetCapacity", context, request.FleetIds);
  return {
    FleetCapacity: partOf(fleets, request).map((fleet) => toWireCapacity(fleet, context.host.fleetLoad(fleet.id))),
    TotalCount: fleets.length,
  };
};
