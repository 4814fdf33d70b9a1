import { toWirePermission } from "../fleet-wire.js";
import type { Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

/** The ports at which players may reach a fleet. A process that reports another one is refused; the machine's firewall is left alone. */
export const describeFleetPortSettings: Action<"DescribeFleetPortSettings"> = ({ FleetId }, context) => ({
  InboundPermissions: knownFleet("DescribeFleetPortSettings", context, FleetId).inboundPermissions.map(
    toWirePermission,
  ),
});
