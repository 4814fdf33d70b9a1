import type { FleetId, InstanceId } from "../../model/index.js";
import type { InstanceQuery } from "../../ports/index.js";
import { refusalOf } from "../error-codes.js";
import { toWireInstance } from "../instance-wire.js";
import { onlyGiven } from "../only-given.js";
import { sliceOf } from "../slice.js";
import type { Action, ActionContext, RequestOf } from "./action.js";
import { knownFleet } from "./known-fleet.js";
import { knownInstance } from "./known-instance.js";

const action = "DescribeInstances";

/** Instances of a fleet, or of an address, newest first; one that is named by its id also when it is gone. */
export const describeInstances: Action<typeof action> = (request, context) => {
  const { rows, total } = instancesOf(request, context);
  const { reads } = context.host;
  return {
    Instances: rows.map((instance) => toWireInstance(instance, reads.fleet(instance.fleetId))),
    TotalCount: total,
  };
};

function instancesOf(request: RequestOf<typeof action>, context: ActionContext) {
  const fleetId = request.FleetId as FleetId | undefined;
  // An empty text is what forms send for nothing.
  const instanceId = (request.InstanceId || undefined) as InstanceId | undefined;
  const ipAddress = request.IpAddress || undefined;
  if (fleetId === undefined && instanceId === undefined && ipAddress === undefined)
    throw refusalOf(action, {
      kind: "missing-value",
      message: 'the parameters "FleetId", "InstanceId" and "IpAddress" are all missing: give at least one',
    });
  if (fleetId !== undefined) knownFleet(action, context, fleetId);
  const query: InstanceQuery = onlyGiven({ fleetId, ipAddress });
  if (instanceId === undefined) return context.host.reads.instances(query, sliceOf(request));
  const instance = knownInstance(action, context, instanceId, fleetId);
  const rows = ipAddress === undefined || ipAddress === instance.ipAddress ? [instance] : [];
  return { rows, total: rows.length };
}
