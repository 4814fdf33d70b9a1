import type { Tag } from "./asset.js";
import type { AliasId, FleetId, QueueId } from "./ids.js";

/** A fleet, or the one that an alias leads to at the moment when a session is to be placed (gse-semantics f). */
export type Destination = {
  /** As its caller wrote it. */
  readonly arn: string;
  /** What the name says; for a fleet that the host knows, its own region counts. */
  readonly region: string;
} & (
  | { readonly fleetId: FleetId; readonly aliasId?: undefined }
  | { readonly aliasId: AliasId; readonly fleetId?: undefined }
);

/** For so long no player may be further away than that. */
export interface LatencyPolicy {
  readonly maxLatencyMs: number;
  /** Null: until the placement times out; of the last policy only. */
  readonly durationMs: number | null;
}

/** Where new sessions may be: destinations of any regions in order of preference, and how near they must be for how long (gse-semantics f). */
export interface Queue {
  readonly id: QueueId;
  /** Grows by one with each queue of this host; the order of lists. */
  readonly seq: number;
  readonly region: string;
  /** Of one live queue of the region. */
  readonly name: string;
  readonly destinations: readonly Destination[];
  /** Each allows more than the one before it. */
  readonly latencyPolicies: readonly LatencyPolicy[];
  /** The longest time that a placement may be PENDING. */
  readonly timeoutMs: number;
  readonly tags: readonly Tag[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Null while it is there. */
  readonly deletedAtMs: number | null;
}

export const isLiveQueue = (queue: Queue): boolean => queue.deletedAtMs === null;
