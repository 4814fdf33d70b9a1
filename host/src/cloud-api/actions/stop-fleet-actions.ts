import type { FleetId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Has a fleet's desired number decide alone, which stays what the policies made it (gse-semantics d.8). */
export const stopFleetActions: Action<"StopFleetActions"> = async ({ FleetId }, context) => {
  await run("StopFleetActions", context, { type: "stopAutoScaling", fleetId: FleetId as FleetId });
  return { FleetId };
};
