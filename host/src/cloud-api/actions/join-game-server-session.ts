import type { GameServerSessionId } from "../../model/index.js";
import { toWirePlayer } from "../to-wire.js";
import { run, type Action } from "./action.js";

/** Holds a slot for one player; for one who has a slot already, that one (gse-semantics m-28). */
export const joinGameServerSession: Action<"JoinGameServerSession"> = async (request, context) => {
  const [player] = await run("JoinGameServerSession", context, {
    type: "joinGameServerSession",
    sessionId: request.GameServerSessionId as GameServerSessionId,
    players: [{ playerId: request.PlayerId, playerData: request.PlayerData ?? "" }],
  });
  if (player === undefined) throw new Error("the engine let one player join and gave back none");
  return { PlayerSession: toWirePlayer(player) };
};
