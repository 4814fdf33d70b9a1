import { randomUUID } from "node:crypto";
import {
  CloudApiError,
  HostUnreachableError,
  type ActionTypes,
  type Clock,
  type CloudApiClient,
} from "gse-host/client";
import type { Player } from "./group-players.js";

export type Placement = ActionTypes["DescribeGameServerSessionPlacement"]["response"]["GameServerSessionPlacement"];

export interface Match {
  readonly queueName: string;
  readonly players: readonly Player[];
  /** What its game server is told of it. */
  readonly data: string;
}

export interface PlacingTools {
  readonly api: CloudApiClient;
  readonly clock: Clock;
  /** Nobody wants the match any more: its placement is stopped. */
  readonly signal: AbortSignal;
}

/** GSE tells nobody of itself how a placement ended: one asks, at most so often. */
const ASK_MS = 200;

/** Has a session placed for a match; settles when its placement is PENDING no more, or `signal` was aborted. */
export async function placeMatch(match: Match, { api, clock, signal }: PlacingTools): Promise<Placement> {
  const PlacementId = randomUUID();
  let placement: Placement | undefined;
  for (;;) {
    try {
      placement ??= await start(api, PlacementId, match);
      if (signal.aborted) await api.call("StopGameServerSessionPlacement", { PlacementId });
      const { GameServerSessionPlacement: now } = await api.call("DescribeGameServerSessionPlacement", { PlacementId });
      if (now.Status !== "PENDING") return now;
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await pause(clock, ASK_MS);
  }
}

/** When the answer to an earlier try was lost, the placement is there already: then it is that one. */
async function start(
  api: CloudApiClient,
  PlacementId: string,
  { queueName, players, data }: Match,
): Promise<Placement> {
  const before = await api.call("DescribeGameServerSessionPlacement", { PlacementId }).catch((error: unknown) => {
    if (error instanceof CloudApiError && error.code === "ResourceNotFound") return undefined;
    throw error;
  });
  if (before !== undefined) return before.GameServerSessionPlacement;
  const { GameServerSessionPlacement } = await api.call("StartMatchPlacement", {
    PlacementId,
    GameServerSessionQueueName: queueName,
    MaximumPlayerSessionCount: players.length,
    DesiredPlayerSessions: players.map(({ id }) => ({ PlayerId: id, PlayerData: "" })),
    PlayerLatencies: players.flatMap(({ id, latencies }) =>
      [...latencies].map(([region, ms]) => ({
        PlayerId: id,
        RegionIdentifier: region,
        LatencyInMilliseconds: ms,
      })),
    ),
    MatchmakerData: data,
  });
  return GameServerSessionPlacement;
}

const isPassing = (error: unknown): boolean =>
  error instanceof HostUnreachableError ||
  (error instanceof CloudApiError && ["RequestLimitExceeded", "InternalError"].includes(error.code));

const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });
