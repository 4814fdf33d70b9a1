import { toWireSession } from "../to-wire.js";
import type { Action } from "./action.js";
import { listSessions } from "./list-sessions.js";

/** A page of sessions, newest first, by fleet, id or both, of all states unless one is asked for (gse-semantics m-27). */
export const describeGameServerSessions: Action<"DescribeGameServerSessions"> = (request, context) => {
  const { rows, nextToken } = listSessions("DescribeGameServerSessions", request, context);
  return { GameServerSessions: rows.map(toWireSession), NextToken: nextToken };
};
