import type { FleetId, InstanceId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Keeps an instance for somebody who wants to look into it, or gives it free again (gse-semantics c.3). */
export const setServerReserved: Action<"SetServerReserved"> = async (request, context) => {
  await run("SetServerReserved", context, {
    type: "updateInstance",
    fleetId: request.FleetId as FleetId,
    instanceId: request.InstanceId as InstanceId,
    isReserved: request.ReserveValue === 1,
  });
  return {};
};
