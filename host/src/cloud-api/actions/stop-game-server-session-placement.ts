import { toWirePlacement } from "../queue-wire.js";
import { run, type Action } from "./action.js";

/** Ends a PENDING placement as CANCELLED; one that has ended is shown as it is (gse-semantics c.7). */
export const stopGameServerSessionPlacement: Action<"StopGameServerSessionPlacement"> = async (request, context) => {
  const placement = await run("StopGameServerSessionPlacement", context, {
    type: "stopPlacement",
    region: context.region,
    placementId: request.PlacementId,
  });
  return { GameServerSessionPlacement: toWirePlacement(placement) };
};
