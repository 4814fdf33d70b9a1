import { toWirePlacement } from "../queue-wire.js";
import { run, type Action } from "./action.js";

/** Has a session placed on a destination of a queue, near enough to all players; answers PENDING at once (gse-semantics f). */
export const startGameServerSessionPlacement: Action<"StartGameServerSessionPlacement"> = async (request, context) => {
  const placement = await run("StartGameServerSessionPlacement", context, {
    type: "startPlacement",
    region: context.region,
    placementId: request.PlacementId,
    queueName: request.GameServerSessionQueueName,
    maxPlayers: request.MaximumPlayerSessionCount,
    desiredPlayers: (request.DesiredPlayerSessions ?? []).map(({ PlayerId, PlayerData }) => ({
      playerId: PlayerId,
      playerData: PlayerData,
    })),
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
    matchmakerData: "",
  });
  return { GameServerSessionPlacement: toWirePlacement(placement) };
};
