import { placementKey } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import { toWirePlacement } from "../queue-wire.js";
import type { Action } from "./action.js";

const action = "DescribeGameServerSessionPlacement";

/** How a placement fares; to be asked for until it is not PENDING any more, and for 30 days after (gse-semantics f, m-32). */
export const describeGameServerSessionPlacement: Action<typeof action> = ({ PlacementId: id }, { host, region }) => {
  const placement = host.reads.placement(placementKey(region, id));
  if (placement === undefined)
    throw refusalOf(action, { kind: "placement-not-found", message: `there is no placement "${id}" in ${region}` });
  return { GameServerSessionPlacement: toWirePlacement(placement) };
};
