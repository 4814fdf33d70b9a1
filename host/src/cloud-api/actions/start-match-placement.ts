import { placementOf } from "../placement-request.js";
import { toWirePlacement } from "../queue-wire.js";
import { run, type Action } from "./action.js";

const action = "StartMatchPlacement";

/** As StartGameServerSessionPlacement, with MatchmakerData for the game server: what GSE's own matchmaking called (gse-semantics f). */
export const startMatchPlacement: Action<typeof action> = async (request, context) => {
  const placement = await run(action, context, placementOf(request, context.region, request.MatchmakerData ?? ""));
  return { GameServerSessionPlacement: toWirePlacement(placement) };
};
