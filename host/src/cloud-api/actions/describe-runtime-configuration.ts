import { toWireRuntime } from "../fleet-wire.js";
import type { Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

/** What each instance of a fleet runs. */
export const describeRuntimeConfiguration: Action<"DescribeRuntimeConfiguration"> = ({ FleetId }, context) => ({
  RuntimeConfiguration: toWireRuntime(knownFleet("DescribeRuntimeConfiguration", context, FleetId).runtime),
});
