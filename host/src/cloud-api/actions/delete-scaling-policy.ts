import type { FleetId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Deletes the policy of that name; without a name, all of the fleet's (gse-semantics d.8). */
export const deleteScalingPolicy: Action<"DeleteScalingPolicy"> = async ({ FleetId, Name = "" }, context) => {
  await run("DeleteScalingPolicy", context, {
    type: "deleteScalingPolicy",
    fleetId: FleetId as FleetId,
    ...(Name !== "" && { name: Name }),
  });
  return {};
};
