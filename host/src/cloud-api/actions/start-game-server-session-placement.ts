import { placementOf } from "../placement-request.js";
import { toWirePlacement } from "../queue-wire.js";
import { run, type Action } from "./action.js";

const action = "StartGameServerSessionPlacement";

/** Has a session placed on a destination of a queue, near enough to all players; answers PENDING at once (gse-semantics f). */
export const startGameServerSessionPlacement: Action<typeof action> = async (request, context) => {
  const placement = await run(action, context, placementOf(request, context.region, ""));
  return { GameServerSessionPlacement: toWirePlacement(placement) };
};
