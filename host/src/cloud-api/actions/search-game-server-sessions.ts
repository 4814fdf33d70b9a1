import type { FleetId, GameServerSession } from "../../model/index.js";
import {
  ExpressionError,
  makeSearchToken,
  parseFilter,
  parseSort,
  readSearchToken,
  search,
  type Place,
} from "../../search/index.js";
import { ApiRefusal } from "../api-refusal.js";
import { refusalOf } from "../error-codes.js";
import { DEFAULT_LIMIT, notOfThisQuery } from "../page.js";
import { missingCode } from "../params/read-params.js";
import { toWireSession } from "../to-wire.js";
import type { Action, ActionContext, RequestOf } from "./action.js";
import { fleetOf } from "./fleet-selector.js";

const action = "SearchGameServerSessions";

/** A page of the ACTIVE sessions of a fleet that fit an expression, sorted by another, else newest first (gse-semantics h, m-27). */
export const searchGameServerSessions: Action<typeof action> = (request, { host }) => {
  const fleetId = fleetOf(action, request, { host });
  if (fleetId === undefined)
    throw new ApiRefusal(
      missingCode(action),
      'the parameters "FleetId" and "AliasId" are both missing: give one of them',
    );
  const { FilterExpression: filter = "", SortExpression: sort = "", Limit: limit = DEFAULT_LIMIT } = request;
  // An alias that is switched to another fleet between two pages takes the search along.
  const query = { list: "search", fleet: request.FleetId ?? request.AliasId, filter, sort };
  const { sessions, next } = search(activeOf(host, fleetId), {
    filter: read("FilterExpression", filter, parseFilter),
    order: read("SortExpression", sort, parseSort),
    after: placeIn(request, query, host),
    limit,
  });
  return {
    GameServerSessions: sessions.map(toWireSession),
    NextToken: next === undefined ? "" : makeSearchToken(next, query),
  };
};

/** From memory: what has ended is not looked at. Newest first, more or less, as most searches want them. */
function activeOf(host: ActionContext["host"], fleetId: FleetId): readonly GameServerSession[] {
  const active: GameServerSession[] = [];
  for (const session of host.live().sessions)
    if (session.fleetId === fleetId && session.status === "ACTIVE") active.push(session);
  return active.reverse();
}

function read<Read>(parameter: string, expression: string, parse: (expression: string) => Read): Read {
  try {
    return parse(expression);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { column, message } = error;
    throw refusalOf(action, {
      kind: "invalid-value",
      message: `the parameter "${parameter}" is wrong at column ${String(column)}: ${message}`,
    });
  }
}

function placeIn(
  { NextToken: token = "" }: RequestOf<typeof action>,
  query: object,
  { reads }: ActionContext["host"],
): Place | undefined {
  if (token === "") return undefined;
  const place = readSearchToken(token, query);
  const newestSeq = reads.sessions({}, { limit: 1 })[0]?.seq ?? 0;
  if (place === undefined || place.seq > newestSeq) throw notOfThisQuery(token);
  return place;
}
