import type { GameServerSessionId, PlayerSessionId } from "../../model/index.js";
import type { PlayerQuery, Reads } from "../../ports/index.js";
import { ApiRefusal } from "../api-refusal.js";
import { refusalOf } from "../error-codes.js";
import { readPage } from "../page.js";
import { missingCode } from "../params/read-params.js";
import { toWirePlayer } from "../to-wire.js";
import type { Action, RequestOf } from "./action.js";

const action = "DescribePlayerSessions";

/** A page of player sessions, newest first, by session, player, own id or several of these. */
export const describePlayerSessions: Action<typeof action> = (request, { host: { reads } }) => {
  const query = queryOf(request);
  refuseUnknown(query, reads);
  const { rows, nextToken } = readPage(
    request,
    { list: "players", ...query },
    (page) => reads.players(query, page),
    () => reads.players({}, { limit: 1 })[0]?.seq,
  );
  return { PlayerSessions: rows.map(toWirePlayer), NextToken: nextToken };
};

function queryOf(request: RequestOf<typeof action>): PlayerQuery {
  const { GameServerSessionId, PlayerId, PlayerSessionId, PlayerSessionStatusFilter } = request;
  if (GameServerSessionId === undefined && PlayerId === undefined && PlayerSessionId === undefined)
    throw new ApiRefusal(
      missingCode(action),
      'the parameters "GameServerSessionId", "PlayerId" and "PlayerSessionId" are all missing: give at least one',
    );
  return {
    ...(GameServerSessionId === undefined ? {} : { sessionId: GameServerSessionId as GameServerSessionId }),
    ...(PlayerId === undefined ? {} : { playerId: PlayerId }),
    ...(PlayerSessionId === undefined ? {} : { playerSessionId: PlayerSessionId as PlayerSessionId }),
    ...(PlayerSessionStatusFilter === undefined ? {} : { status: PlayerSessionStatusFilter }),
  };
}

/** Ids that the host gave out must exist; a player's own id need not have joined anything. */
function refuseUnknown({ sessionId, playerSessionId }: PlayerQuery, reads: Reads): void {
  if (sessionId !== undefined && reads.session(sessionId) === undefined)
    throw refusalOf(action, {
      kind: "session-not-found",
      message: `there is no game server session ${JSON.stringify(sessionId)}: give the GameServerSessionId of one that was created here`,
    });
  if (playerSessionId !== undefined && reads.player(playerSessionId) === undefined)
    throw refusalOf(action, {
      kind: "player-session-not-found",
      message: `there is no player session ${JSON.stringify(playerSessionId)}: give the PlayerSessionId that a Join call answered`,
    });
}
