import type { FleetId } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import { permissionsOf, revocationsOf } from "../port-request.js";
import { run, type Action } from "./action.js";

const action = "UpdateFleetPortSettings";

/** Adds and takes away exact port rules (gse-semantics d.4). The machine's firewall is left alone. */
export const updateFleetPortSettings: Action<typeof action> = async (request, context) => {
  const { FleetId, InboundPermissionAuthorizations: added = [], InboundPermissionRevocations: removed = [] } = request;
  if (added.length + removed.length === 0)
    throw refusalOf(action, {
      kind: "missing-value",
      message:
        'the parameters "InboundPermissionAuthorizations" and "InboundPermissionRevocations" name no rule: give one to add or to take away',
    });
  await run(action, context, {
    type: "updateFleetPortSettings",
    fleetId: FleetId as FleetId,
    authorizations: permissionsOf(action, "InboundPermissionAuthorizations", added),
    revocations: revocationsOf(action, "InboundPermissionRevocations", removed),
  });
  return { FleetId };
};
