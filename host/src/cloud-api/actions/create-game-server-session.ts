import { ApiRefusal } from "../api-refusal.js";
import { missingCode } from "../params/read-params.js";
import { toWireSession } from "../to-wire.js";
import { run, type Action } from "./action.js";
import { fleetOf } from "./fleet-selector.js";

/** Takes an idle process for a new session; answers while it is ACTIVATING (gse-semantics c.5, d.7). */
export const createGameServerSession: Action<"CreateGameServerSession"> = async (request, context) => {
  const fleetId = fleetOf("CreateGameServerSession", request);
  if (fleetId === undefined)
    throw new ApiRefusal(
      missingCode("CreateGameServerSession"),
      'the parameters "FleetId" and "AliasId" are both missing: give one of them',
    );
  const session = await run("CreateGameServerSession", context, {
    type: "createGameServerSession",
    fleetId,
    region: context.region,
    name: request.Name ?? "",
    creatorId: request.CreatorId ?? "",
    maxPlayers: request.MaximumPlayerSessionCount,
    gameProperties: (request.GameProperties ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
    gameServerSessionData: request.GameServerSessionData ?? "",
    // Who chooses the id wants to find it in the id; a retry repeats both (gse-semantics m-17).
    idempotencyToken: request.GameServerSessionId || request.IdempotencyToken || "",
  });
  return { GameServerSession: toWireSession(session) };
};
