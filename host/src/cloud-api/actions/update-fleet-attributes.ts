import type { FleetId } from "../../model/index.js";
import { creatorLimitOf, timeLimitOf } from "../fleet-request.js";
import { onlyGiven } from "../only-given.js";
import { run, type Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

const action = "UpdateFleetAttributes";

/** Changes what is given of name, description, protection and creation limit; sessions that run keep their protection (gse-semantics d.5). */
export const updateFleetAttributes: Action<typeof action> = async (request, context) => {
  const { FleetId, ResourceCreationLimitPolicy, NewGameSessionProtectionPolicy: policy } = request;
  const before = knownFleet(action, context, FleetId);
  await run(action, context, {
    type: "updateFleetAttributes",
    fleetId: FleetId as FleetId,
    ...onlyGiven({
      name: request.Name,
      description: request.Description,
      protectionPolicy: policy,
      protectionTimeLimitMinutes: timeLimitOf(
        action,
        policy ?? before.protectionPolicy,
        request.GameServerSessionProtectionTimeLimit,
      ),
      creatorLimit: ResourceCreationLimitPolicy && creatorLimitOf(ResourceCreationLimitPolicy, before.creatorLimit),
    }),
  });
  return { FleetId };
};
