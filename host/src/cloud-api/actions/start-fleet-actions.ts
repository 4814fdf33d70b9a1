import type { FleetId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Has a fleet's policies decide how many instances it has; AUTO_SCALING is the one action there is (gse-semantics d.8). */
export const startFleetActions: Action<"StartFleetActions"> = async ({ FleetId }, context) => {
  await run("StartFleetActions", context, { type: "startAutoScaling", fleetId: FleetId as FleetId });
  return { FleetId };
};
