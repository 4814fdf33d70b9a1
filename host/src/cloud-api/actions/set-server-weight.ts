import type { FleetId, InstanceId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Says how much an instance is preferred for new sessions; 0: it gets none (gse-semantics d.7). */
export const setServerWeight: Action<"SetServerWeight"> = async ({ FleetId, InstanceId, Weight }, context) => {
  await run("SetServerWeight", context, {
    type: "updateInstance",
    fleetId: FleetId as FleetId,
    instanceId: InstanceId as InstanceId,
    weight: Weight,
  });
  return {};
};
