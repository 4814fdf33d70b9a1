import { toWireRuntime } from "../fleet-wire.js";
import { runtimeOf } from "../runtime-request.js";
import { refusalOf } from "../error-codes.js";
import { run, type Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

const action = "UpdateRuntimeConfiguration";

/**
 * Changes what is given of what each instance runs: new processes by the new rules, the others go as their sessions end
 * (gse-semantics d.2).
 */
export const updateRuntimeConfiguration: Action<typeof action> = async (request, context) => {
  const { FleetId, RuntimeConfiguration: given } = request;
  if (given === undefined)
    throw refusalOf(action, {
      kind: "missing-value",
      message: 'the parameter "RuntimeConfiguration" is missing: give what shall change of it',
    });
  const before = knownFleet(action, context, FleetId);
  const fleet = await run(action, context, {
    type: "updateRuntimeConfiguration",
    fleetId: before.id,
    runtime: runtimeOf(action, given, before.runtime),
  });
  return { RuntimeConfiguration: toWireRuntime(fleet.runtime) };
};
