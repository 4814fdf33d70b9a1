import { toWireInstanceExtend } from "../instance-wire.js";
import { onlyGiven } from "../only-given.js";
import { sliceOf } from "../slice.js";
import type { Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

/** The instances of a fleet with the processes, sessions and players that each has at this moment, newest first. */
export const describeInstancesExtend: Action<"DescribeInstancesExtend"> = (request, context) => {
  const fleet = knownFleet("DescribeInstancesExtend", context, request.FleetId);
  const query = { fleetId: fleet.id, ...onlyGiven({ ipAddress: request.IpAddress || undefined }) };
  const { rows, total } = context.host.reads.instances(query, sliceOf(request));
  return {
    Instances: rows.map((instance) => toWireInstanceExtend(instance, fleet, context.host.instanceLoad(instance.id))),
    TotalCount: total,
  };
};
