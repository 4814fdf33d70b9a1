import type { FleetId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Deletes a fleet on which no session runs: its processes are told to go, then it is TERMINATED (gse-semantics m-25). */
export const deleteFleet: Action<"DeleteFleet"> = async ({ FleetId }, context) => {
  await run("DeleteFleet", context, { type: "deleteFleet", fleetId: FleetId as FleetId });
  return {};
};
