import type * as gen from "../gen/GameServerGrpcSdkService.js";
import type { PlayerSession as GenPlayerSession } from "../gen/GseGrpcSdkService.js";
import { asInt32, asInt64, asText } from "./wire-values.js";

/** GameServerSession as it travels (gse-semantics b.2). */
export interface WireGameServerSession {
  readonly gameServerSessionId: string;
  readonly fleetId: string;
  readonly name: string;
  readonly maxPlayers: number;
  readonly joinable: boolean;
  readonly gameProperties: readonly { readonly key: string; readonly value: string }[];
  readonly port: number;
  readonly ipAddress: string;
  readonly gameServerSessionData: string;
  readonly matchmakerData: string;
  readonly dnsName: string;
}

/** PlayerSession as it travels (gse-semantics b.2). */
export interface WirePlayerSession {
  readonly playerSessionId: string;
  readonly playerId: string;
  readonly gameServerSessionId: string;
  readonly fleetId: string;
  readonly ipAddress: string;
  readonly status: string;
  /** Unix seconds (gse-semantics m-5). */
  readonly creationTime: bigint;
  /** Unix seconds, 0 when unset (gse-semantics m-5). */
  readonly terminationTime: bigint;
  readonly port: number;
  readonly playerData: string;
  readonly dnsName: string;
}

/** @internal Its type would lead users to packages that the bundle holds and that they do not have. */
export const checkedGameServerSession = (session: WireGameServerSession): gen.GameServerSession => ({
  gameServerSessionId: asText("gameServerSessionId", session.gameServerSessionId),
  fleetId: asText("fleetId", session.fleetId),
  name: asText("name", session.name),
  maxPlayers: asInt32("maxPlayers", session.maxPlayers),
  joinable: session.joinable,
  gameProperties: session.gameProperties.map(({ key, value }) => ({
    key: asText("gameProperties.key", key),
    value: asText("gameProperties.value", value),
  })),
  port: asInt32("port", session.port),
  ipAddress: asText("ipAddress", session.ipAddress),
  gameServerSessionData: asText("gameServerSessionData", session.gameServerSessionData),
  matchmakerData: asText("matchmakerData", session.matchmakerData),
  dnsName: asText("dnsName", session.dnsName),
});

/** @internal As above. */
export const checkedPlayerSession = (player: WirePlayerSession): GenPlayerSession => ({
  playerSessionId: asText("playerSessionId", player.playerSessionId),
  playerId: asText("playerId", player.playerId),
  gameServerSessionId: asText("gameServerSessionId", player.gameServerSessionId),
  fleetId: asText("fleetId", player.fleetId),
  ipAddress: asText("ipAddress", player.ipAddress),
  status: asText("status", player.status),
  creationTime: asInt64("creationTime", player.creationTime),
  terminationTime: asInt64("terminationTime", player.terminationTime),
  port: asInt32("port", player.port),
  playerData: asText("playerData", player.playerData),
  dnsName: asText("dnsName", player.dnsName),
});
