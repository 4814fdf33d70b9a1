import type { EndTarget, GameServerSessionId } from "../../model/index.js";
import { ApiRefusal } from "../api-refusal.js";
import { missingCode } from "../params/read-params.js";
import { run, type Action, type RequestOf } from "./action.js";

const action = "EndGameServerSessionAndProcess";

/** Ends a session, its players' sessions and its process; not under FullProtection (gse-semantics d.5). */
export const endGameServerSessionAndProcess: Action<typeof action> = async (request, context) => {
  await run(action, context, { type: "endGameServerSessionAndProcess", target: targetOf(request) });
  return {};
};

function targetOf({ GameServerSessionId, IpAddress, Port }: RequestOf<typeof action>): EndTarget {
  if (GameServerSessionId !== undefined) return { sessionId: GameServerSessionId as GameServerSessionId };
  if (IpAddress !== undefined && Port !== undefined) return { ipAddress: IpAddress, port: Port };
  const found =
    IpAddress === undefined && Port === undefined
      ? "nothing"
      : `"${IpAddress === undefined ? "Port" : "IpAddress"}" alone, which names no process`;
  throw new ApiRefusal(
    missingCode(action),
    `the parameters name ${found}: give "GameServerSessionId", or "IpAddress" and "Port" together`,
  );
}
