import type { GameServerSessionId } from "../../model/index.js";
import { ApiRefusal } from "../api-refusal.js";
import { toWirePlayer } from "../to-wire.js";
import { run, type Action } from "./action.js";

/**
 * Holds a slot for each player, or for none. `PlayerDataMap` is one pair, the data of the player that its Key names
 * (gse-semantics d.7).
 */
export const joinGameServerSessionBatch: Action<"JoinGameServerSessionBatch"> = async (request, context) => {
  const { PlayerIds, PlayerDataMap: data } = request;
  if (data !== undefined && !PlayerIds.includes(data.Key))
    throw new ApiRefusal(
      "InvalidParameterValue",
      `the parameter "PlayerDataMap.Key" is ${JSON.stringify(data.Key.slice(0, 64))}, which is not one of "PlayerIds"; give the player whose data it is`,
    );
  const players = await run("JoinGameServerSessionBatch", context, {
    type: "joinGameServerSession",
    sessionId: request.GameServerSessionId as GameServerSessionId,
    players: PlayerIds.map((playerId) => ({ playerId, playerData: data?.Key === playerId ? data.Value : "" })),
  });
  return { PlayerSessions: players.map(toWirePlayer) };
};
