import { toWirePolicy } from "../scaling-wire.js";
import { partOf } from "../slice.js";
import type { Action } from "./action.js";
import { fleetsMeant } from "./fleets-meant.js";

/** The policies of a fleet, in the order in which they were put; without a fleet, those of the region. */
export const describeScalingPolicies: Action<"DescribeScalingPolicies"> = (request, context) => {
  const found = fleetsMeant("DescribeScalingPolicies", context, request.FleetId).flatMap((fleet) =>
    fleet.scaling.policies.map((policy) => toWirePolicy(fleet, policy)),
  );
  return { ScalingPolicies: partOf(found, request), TotalCount: found.length };
};
