import type { ActionName } from "../../gen/cloud-api.js";
import type { GameServerSession, GameServerSessionId, GameServerSessionStatus } from "../../model/index.js";
import type { SessionQuery } from "../../ports/index.js";
import { ApiRefusal } from "../api-refusal.js";
import { refusalOf } from "../error-codes.js";
import { readPage, type PageRequest } from "../page.js";
import { missingCode } from "../params/read-params.js";
import type { ActionContext } from "./action.js";
import { fleetOf } from "./fleet-selector.js";

interface SessionsRequest extends PageRequest {
  readonly FleetId?: string | undefined;
  readonly AliasId?: string | undefined;
  readonly GameServerSessionId?: string | undefined;
  readonly StatusFilter?: GameServerSessionStatus | undefined;
}

/** A page of sessions, newest first, by fleet, id or both, of all states unless one is asked for (gse-semantics m-27). */
export function listSessions(
  action: ActionName,
  request: SessionsRequest,
  context: ActionContext,
): { readonly rows: readonly GameServerSession[]; readonly nextToken: string } {
  const { reads } = context.host;
  const sessionId = request.GameServerSessionId as GameServerSessionId | undefined;
  const fleetId = fleetOf(action, request, context);
  if (fleetId === undefined && sessionId === undefined)
    throw new ApiRefusal(
      missingCode(action),
      'the parameters "FleetId", "AliasId" and "GameServerSessionId" are all missing: give at least one',
    );
  if (sessionId !== undefined && reads.session(sessionId) === undefined)
    throw refusalOf(action, {
      kind: "session-not-found",
      message: `there is no game server session ${JSON.stringify(sessionId)}: see DescribeGameServerSessions of its fleet for those there are`,
    });
  const query: SessionQuery = {
    ...(fleetId === undefined ? {} : { fleetId }),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(request.StatusFilter === undefined ? {} : { status: request.StatusFilter }),
  };
  return readPage(
    request,
    // An alias that is switched to another fleet between two pages takes the list along.
    { list: "sessions", ...query, ...(fleetId === undefined ? {} : { fleetId: request.FleetId ?? request.AliasId }) },
    (page) => reads.sessions(query, page),
    () => reads.sessions({}, { limit: 1 })[0]?.seq,
  );
}
