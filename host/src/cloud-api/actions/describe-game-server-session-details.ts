import { toWireSession } from "../to-wire.js";
import type { Action } from "./action.js";
import { listSessions } from "./list-sessions.js";

/** As DescribeGameServerSessions, with each session's own protection policy (gse-semantics d.5). */
export const describeGameServerSessionDetails: Action<"DescribeGameServerSessionDetails"> = (request, context) => {
  const { rows, nextToken } = listSessions("DescribeGameServerSessionDetails", request, context);
  return {
    GameServerSessionDetails: rows.map((session) => ({
      GameServerSession: toWireSession(session),
      ProtectionPolicy: session.protectionPolicy,
    })),
    NextToken: nextToken,
  };
};
