import type { GameProperty } from "./game-server-session.js";
import type { FleetId, GameServerSessionId, PlacementKey, PlayerSessionId, ProcessId, QueueId } from "./ids.js";

/** gse-semantics c.7, m-8 */
export const placementStatuses = ["PENDING", "FULFILLED", "CANCELLED", "TIMED_OUT", "FAILED"] as const;
export type PlacementStatus = (typeof placementStatuses)[number];

/** A player for whom a slot is reserved when the session is there. */
export interface DesiredPlayer {
  readonly playerId: string;
  readonly playerData: string;
}

/** How long a player's word takes to a region; 0: it could not be measured (gse-semantics f). */
export interface PlayerLatency {
  readonly playerId: string;
  readonly region: string;
  readonly latencyMs: number;
}

/** Where the session is that was placed. */
export interface PlacedSession {
  readonly id: GameServerSessionId;
  readonly fleetId: FleetId;
  readonly region: string;
  readonly processId: ProcessId;
  readonly ipAddress: string;
  readonly dnsName: string;
  readonly port: number;
}

/** How a place fares against what the queue and the players would have liked best (gse-semantics k). */
export interface PlaceChoice {
  /**
   * It is on the queue's first destination; or that one was passed over, for it hosts nothing now or is too far from somebody; or it
   * had no room, or failed this placement before.
   */
  readonly first: "taken" | "not-viable" | "not-available";
  /** In the region that is nearest to the players on average, of those that the queue leads to; null: nobody measured any. */
  readonly isNearest: boolean | null;
}

export interface PlacedPlayer {
  readonly playerId: string;
  readonly playerSessionId: PlayerSessionId;
}

/** Where a session for a placement came to nothing. */
export interface FailedTry {
  readonly fleetId: FleetId;
  readonly processId: ProcessId;
}

/** A request for a session on some destination of a queue, which may take a while (gse-semantics c.7, f). */
export interface Placement {
  readonly id: PlacementKey;
  /** Grows by one with each placement of this host; who has the lower one has waited longer. */
  readonly seq: number;
  readonly region: string;
  /** Chosen by the caller; one that has ended makes room for the next of the same id in its region (gse-semantics m-15). */
  readonly placementId: string;
  readonly queueId: QueueId;
  readonly queueName: string;
  readonly status: PlacementStatus;
  /** Why it FAILED, TIMED_OUT or was CANCELLED, in words. */
  readonly statusReason: string;
  readonly startedAtMs: number;
  readonly timesOutAtMs: number;
  /** Null while PENDING. */
  readonly endedAtMs: number | null;
  readonly maxPlayers: number;
  readonly desiredPlayers: readonly DesiredPlayer[];
  readonly latencies: readonly PlayerLatency[];
  readonly gameProperties: readonly GameProperty[];
  readonly gameServerSessionName: string;
  readonly gameServerSessionData: string;
  readonly matchmakerData: string;
  /** While PENDING, the one that is being activated for it, if any; once FULFILLED, the one that was placed; else null. */
  readonly session: PlacedSession | null;
  /** Of that session's place; null where there is none, and for those of former versions. */
  readonly choice: PlaceChoice | null;
  /** Once FULFILLED: those of the desired players, all of them. */
  readonly players: readonly PlacedPlayer[];
  /** In the order in which it was tried; none of these processes is tried again. */
  readonly failedOn: readonly FailedTry[];
}

export const isPending = (placement: Placement): boolean => placement.status === "PENDING";

export const placementKey = (region: string, placementId: string): PlacementKey =>
  `${region}/${placementId}` as PlacementKey;
