import type { FleetId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Gives a fleet another name. */
export const updateFleetName: Action<"UpdateFleetName"> = async ({ FleetId, Name }, context) => {
  await run("UpdateFleetName", context, { type: "updateFleetAttributes", fleetId: FleetId as FleetId, name: Name });
  return {};
};
