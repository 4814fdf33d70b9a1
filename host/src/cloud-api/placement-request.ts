import type * as wire from "../gen/cloud-api.js";
import type { PlacementCommand } from "../model/index.js";

type Start = Extract<PlacementCommand, { type: "startPlacement" }>;

/** What both actions that start a placement ask for. */
export const placementOf = (
  request: wire.StartGameServerSessionPlacementRequest,
  region: string,
  matchmakerData: string,
): Start => ({
  type: "startPlacement",
  region,
  placementId: request.PlacementId,
  queueName: request.GameServerSessionQueueName,
  maxPlayers: request.MaximumPlayerSessionCount,
  desiredPlayers: (request.DesiredPlayerSessions ?? []).map(({ PlayerId, PlayerData }) => ({
    playerId: PlayerId,
    playerData: PlayerData,
  })),
  // Without a number it was not measured.
  latencies: (request.PlayerLatencies ?? []).map(
    ({ PlayerId = "", RegionIdentifier = "", LatencyInMilliseconds = 0 }) => ({
      playerId: PlayerId,
      region: RegionIdentifier,
      latencyMs: LatencyInMilliseconds,
    }),
  ),
  gameProperties: (request.GameProperties ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
  gameServerSessionName: request.GameServerSessionName ?? "",
  gameServerSessionData: request.GameServerSessionData ?? "",
  matchmakerData,
});
