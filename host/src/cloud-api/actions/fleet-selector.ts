import type { ActionName } from "../../gen/cloud-api.js";
import type { FleetId } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";

/**
 * The fleet that a request means; undefined when it names none. FleetId wins over AliasId (gse-semantics d.7).
 * @throws ApiRefusal when only an alias is given: this version has none yet
 */
export function fleetOf(
  action: ActionName,
  request: { readonly FleetId?: string | undefined; readonly AliasId?: string | undefined },
): FleetId | undefined {
  if (request.FleetId !== undefined) return request.FleetId as FleetId;
  if (request.AliasId === undefined) return undefined;
  throw refusalOf(action, {
    kind: "session-not-found",
    message: `there is no alias ${JSON.stringify(request.AliasId.slice(0, 128))}: this version of gse-host has no aliases yet; give a FleetId`,
  });
}
