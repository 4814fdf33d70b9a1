import type { AliasId, FleetId, SessionPlace } from "../../model/index.js";
import { ApiRefusal } from "../api-refusal.js";
import { missingCode } from "../params/read-params.js";
import { toWireSession } from "../to-wire.js";
import { run, type Action, type RequestOf } from "./action.js";

/** Takes an idle process for a new session; answers while it is ACTIVATING (gse-semantics c.5, d.7). */
export const createGameServerSession: Action<"CreateGameServerSession"> = async (request, context) => {
  const session = await run("CreateGameServerSession", context, {
    type: "createGameServerSession",
    ...placeOf(request),
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

/** FleetId wins over AliasId (gse-semantics d.7); the engine follows the alias in the turn that makes the session. */
function placeOf({ FleetId, AliasId }: RequestOf<"CreateGameServerSession">): SessionPlace {
  if (FleetId !== undefined) return { fleetId: FleetId as FleetId };
  if (AliasId !== undefined) return { aliasId: AliasId as AliasId };
  throw new ApiRefusal(
    missingCode("CreateGameServerSession"),
    'the parameters "FleetId" and "AliasId" are both missing: give one of them',
  );
}
