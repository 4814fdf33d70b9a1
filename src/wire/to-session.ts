import { GseError, type GameServerSession, type PlayerSession, type PlayerSessionStatus } from "../model/index.js";
import type { WireGameServerSession, WirePlayerSession } from "./wire-sessions.js";

export const toGameServerSession = (session: WireGameServerSession): GameServerSession => ({
  id: session.gameServerSessionId,
  fleetId: session.fleetId,
  name: session.name,
  maxPlayers: session.maxPlayers,
  isJoinable: session.joinable,
  // fromEntries defines keys and never assigns them, so even "__proto__" is a key like any other.
  gameProperties: Object.fromEntries(session.gameProperties.map(({ key, value }) => [key, value])),
  port: session.port,
  ipAddress: session.ipAddress,
  dnsName: session.dnsName,
  gameServerSessionData: session.gameServerSessionData,
  matchmakerData: session.matchmakerData,
});

export const toPlayerSession = (player: WirePlayerSession): PlayerSession => ({
  id: player.playerSessionId,
  playerId: player.playerId,
  gameServerSessionId: player.gameServerSessionId,
  fleetId: player.fleetId,
  status: toStatus(player),
  createdAtMs: toMs(player.creationTime),
  endedAtMs: toMs(player.terminationTime),
  ipAddress: player.ipAddress,
  port: player.port,
  dnsName: player.dnsName,
  playerData: player.playerData,
});

const statuses: Readonly<Record<string, PlayerSessionStatus>> = {
  RESERVED: "RESERVED",
  ACTIVE: "ACTIVE",
  COMPLETED: "COMPLETED",
  TIMEDOUT: "TIMEDOUT",
  TIMEOUT: "TIMEDOUT", // one page of the documentation spells it so (gse-semantics c.6)
};

function toStatus({ status, playerSessionId }: WirePlayerSession): PlayerSessionStatus {
  const known = Object.hasOwn(statuses, status) ? statuses[status] : undefined;
  if (known !== undefined) return known;
  throw new GseError(
    "INTERNAL_SERVICE_EXCEPTION",
    `cannot read player session "${playerSessionId}": its status "${status}" is unknown to this version of the SDK`,
  );
}

/** From Unix seconds, 0 for unset (gse-semantics m-5). */
const toMs = (seconds: bigint): number | null => (seconds <= 0n ? null : Number(seconds) * 1_000);
