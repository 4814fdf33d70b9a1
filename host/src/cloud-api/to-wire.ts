import type * as wire from "../gen/cloud-api.js";
import type { GameServerSession, PlayerSession } from "../model/index.js";

/** `2020-10-20T01:37:08Z` (gse-semantics a). */
export const toWireTime = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

export const toWireEnd = (atMs: number | null): string | null => (atMs === null ? null : toWireTime(atMs));

export const toWireSession = (session: GameServerSession): wire.GameServerSession => ({
  CreationTime: toWireTime(session.createdAtMs),
  CreatorId: session.creatorId,
  CurrentPlayerSessionCount: session.currentPlayers,
  DnsName: session.dnsName,
  FleetId: session.fleetId,
  GameProperties: session.gameProperties.map(({ key, value }) => ({ Key: key, Value: value })),
  GameServerSessionData: session.gameServerSessionData,
  GameServerSessionId: session.id,
  IpAddress: session.ipAddress,
  MatchmakerData: session.matchmakerData,
  MaximumPlayerSessionCount: session.maxPlayers,
  Name: session.name,
  PlayerSessionCreationPolicy: session.playerSessionCreationPolicy,
  Port: session.port,
  Status: session.status,
  StatusReason: session.statusReason,
  TerminationTime: toWireEnd(session.endedAtMs),
  InstanceType: session.instanceType,
  CurrentCustomCount: session.currentCustomCount,
  MaxCustomCount: session.maxCustomCount,
  Weight: session.weight,
  AvailabilityStatus: session.availabilityStatus,
});

export const toWirePlayer = (player: PlayerSession): wire.PlayerSession => ({
  CreationTime: toWireTime(player.createdAtMs),
  DnsName: player.dnsName,
  FleetId: player.fleetId,
  GameServerSessionId: player.gameServerSessionId,
  IpAddress: player.ipAddress,
  PlayerData: player.playerData,
  PlayerId: player.playerId,
  PlayerSessionId: player.id,
  Port: player.port,
  Status: player.status,
  TerminationTime: toWireEnd(player.endedAtMs),
});
