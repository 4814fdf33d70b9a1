import type { ActionName } from "../../gen/cloud-api.js";
import type { Fleet } from "../../model/index.js";
import type { ActionContext } from "./action.js";
import { knownFleet } from "./known-fleet.js";

/** More than any quota of fleets allows. */
const ALL = { offset: 0, limit: 100_000 };

/** The fleet of that id; without one, those of the region, newest first. @throws ApiRefusal when nobody ever created it */
export const fleetsMeant = (
  action: ActionName,
  context: Pick<ActionContext, "host" | "region">,
  fleetId: string | undefined,
): readonly Fleet[] =>
  fleetId === undefined || fleetId === ""
    ? context.host.reads.fleets({ region: context.region }, ALL).rows
    : [knownFleet(action, context, fleetId)];
