import { toWireSession } from "../to-wire.js";
import type { Action } from "./action.js";
import { listSessions } from "./list-sessions.js";

export const describeGameServerSessions: Action<"DescribeGameServerSessions"> = (request, context) => {
  const { rows, nextToken } = listSessions("DescribeGameServerSessions", request, context);
  return { GameServerSessions: rows.map(toWireSession), NextToken: nextToken };
};
