import type { ActionTypes } from "../../api/catalogue.js";
import { limitsOf, problemOf, type Problem } from "../../parts/form/limits.js";

export interface PlayerDraft {
  readonly id: string;
  /** Milliseconds by region; "" where nothing was measured. */
  readonly latencies: Readonly<Record<string, string>>;
}

export interface PlacementDraft {
  readonly placementId: string;
  readonly slots: string;
  readonly name: string;
  readonly players: readonly PlayerDraft[];
}

type Request = ActionTypes["StartGameServerSessionPlacement"]["request"];

export function requestOf(queue: string, { placementId, slots, name, players }: PlacementDraft): Request {
  const measured = players.flatMap(({ id, latencies }) =>
    Object.entries(latencies)
      .filter(([, ms]) => ms !== "")
      .map(([region, ms]) => ({ PlayerId: id, RegionIdentifier: region, LatencyInMilliseconds: Number(ms) })),
  );
  return {
    PlacementId: placementId,
    GameServerSessionQueueName: queue,
    MaximumPlayerSessionCount: Number(slots),
    ...(name !== "" && { GameServerSessionName: name }),
    ...(players.length > 0 && { DesiredPlayerSessions: players.map(({ id }) => ({ PlayerId: id, PlayerData: "" })) }),
    ...(measured.length > 0 && { PlayerLatencies: measured }),
  };
}

const action = "StartGameServerSessionPlacement";

export const idProblem = (id: string): Problem | undefined => problemOf(limitsOf(action, "PlacementId"), id, true);

export const slotsProblem = (slots: string): Problem | undefined =>
  problemOf(limitsOf(action, "MaximumPlayerSessionCount"), slots, true);

export const nameProblem = (name: string): Problem | undefined =>
  problemOf(limitsOf(action, "GameServerSessionName"), name);

export const playerProblem = (id: string): Problem | undefined =>
  problemOf(limitsOf(action, "DesiredPlayerSessions.PlayerId"), id, true);

export const latencyProblem = (ms: string): Problem | undefined =>
  problemOf(limitsOf(action, "PlayerLatencies.LatencyInMilliseconds"), ms);

export const hasProblems = ({ placementId, slots, name, players }: PlacementDraft): boolean =>
  [
    idProblem(placementId),
    slotsProblem(slots),
    nameProblem(name),
    ...players.flatMap(({ id, latencies }) => [playerProblem(id), ...Object.values(latencies).map(latencyProblem)]),
  ].some((problem) => problem !== undefined);
