import type { ActionName } from "../../gen/cloud-api.js";
import type { Fleet, FleetId } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import type { ActionContext } from "./action.js";

/** The fleet of that id, also one that is TERMINATED. @throws ApiRefusal when nobody ever created it */
export function knownFleet(action: ActionName, { host }: Pick<ActionContext, "host">, fleetId: string): Fleet {
  const fleet = host.reads.fleet(fleetId as FleetId);
  if (fleet !== undefined) return fleet;
  throw refusalOf(action, {
    kind: "fleet-not-found",
    message: `there is no fleet ${JSON.stringify(fleetId.slice(0, 128))}: ListFleets names those there are`,
  });
}

/** Each of them once, in the order of the request. @throws ApiRefusal when nobody ever created one */
export const knownFleets = (
  action: ActionName,
  context: Pick<ActionContext, "host">,
  fleetIds: readonly string[],
): readonly Fleet[] => [...new Set(fleetIds)].map((fleetId) => knownFleet(action, context, fleetId));
