import type {
  DescribePlayerSessionsReply,
  DescribePlayerSessionsRequest,
  WirePlayerSession,
} from "gse-server-sdk/wire";
import {
  makeNextToken,
  playerSessionStatuses,
  readNextToken,
  type GameServerSessionId,
  type PlayerSession,
  type PlayerSessionId,
} from "../model/index.js";
import type { PlayerQuery, Reads } from "../ports/index.js";
import { toGrpcRefusal } from "./grpc-refusals.js";

/** As many as the cloud API gives (gse-semantics m-27). */
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** A page of player sessions, newest first, by any of session, player, player session and status (gse-semantics b.3). */
export function describePlayerSessions(
  reads: Reads,
  request: DescribePlayerSessionsRequest,
): DescribePlayerSessionsReply {
  const query = queryOf(request);
  if (request.limit < 0)
    throw invalid(
      "limit",
      `is ${String(request.limit)}; give 1 to ${String(MAX_LIMIT)}, or 0 for ${String(DEFAULT_LIMIT)}`,
    );
  const limit = request.limit === 0 ? DEFAULT_LIMIT : Math.min(request.limit, MAX_LIMIT);
  const beforeSeq = request.nextToken === "" ? undefined : readNextToken(request.nextToken, query);
  if (request.nextToken !== "" && beforeSeq === undefined)
    throw invalid("nextToken", `"${request.nextToken}" was not given for this query; leave it empty to begin anew`);

  // One more than asked for tells whether there is a next page.
  const found = reads.players(query, { ...(beforeSeq === undefined ? {} : { beforeSeq }), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    nextToken: found.length > limit && last !== undefined ? makeNextToken(last.seq, query) : "",
    playerSessions: page.map(toWirePlayer),
  };
}

function queryOf(request: DescribePlayerSessionsRequest): PlayerQuery {
  const { gameServerSessionId, playerId, playerSessionId, playerSessionStatusFilter } = request;
  if (gameServerSessionId === "" && playerId === "" && playerSessionId === "")
    throw invalid("gameServerSessionId", `, playerId and playerSessionId are all empty; give one of them`);
  const status = playerSessionStatuses.find((known) => known === playerSessionStatusFilter);
  if (playerSessionStatusFilter !== "" && status === undefined)
    throw invalid(
      "playerSessionStatusFilter",
      `is "${playerSessionStatusFilter}"; give one of ${playerSessionStatuses.join(", ")}, or nothing for all`,
    );
  return {
    ...(gameServerSessionId === "" ? {} : { sessionId: gameServerSessionId as GameServerSessionId }),
    ...(playerId === "" ? {} : { playerId }),
    ...(playerSessionId === "" ? {} : { playerSessionId: playerSessionId as PlayerSessionId }),
    ...(status === undefined ? {} : { status }),
  };
}

const invalid = (field: string, rest: string) =>
  toGrpcRefusal({
    kind: "invalid-value",
    message: `cannot describe player sessions: ${field}${rest.startsWith(",") ? "" : " "}${rest}`,
    field,
  });

/** Unix seconds, 0 while it has not ended (gse-semantics m-5). */
const toSeconds = (atMs: number | null): bigint => (atMs === null ? 0n : BigInt(Math.floor(atMs / 1000)));

const toWirePlayer = (player: PlayerSession): WirePlayerSession => ({
  playerSessionId: player.id,
  playerId: player.playerId,
  gameServerSessionId: player.gameServerSessionId,
  fleetId: player.fleetId,
  ipAddress: player.ipAddress,
  status: player.status,
  creationTime: toSeconds(player.createdAtMs),
  terminationTime: toSeconds(player.endedAtMs),
  port: player.port,
  playerData: player.playerData,
  dnsName: player.dnsName,
});
