import type { AliasId, AssetId, FleetEventId, FleetId, InstanceId, QueueId, TimerId } from "../model/index.js";
import type { Turn } from "./turn.js";

// gse-semantics a: the forms of ids.
export const newAssetId = (turn: Turn): AssetId => `asset-${hexOf(turn).slice(-8)}` as AssetId;
export const newAliasId = (turn: Turn): AliasId => `alias-${pairOf(turn)}` as AliasId;
export const newQueueId = (turn: Turn): QueueId => `queue-${pairOf(turn)}` as QueueId;
export const newFleetId = (turn: Turn): FleetId => `fleet-${pairOf(turn)}` as FleetId;
export const newInstanceId = (turn: Turn): InstanceId => `ins-${hexOf(turn).slice(-8)}` as InstanceId;
export const newTimerId = (turn: Turn): TimerId => `timerId-${hexOf(turn).slice(-8)}` as TimerId;
export const newFleetEventId = (turn: Turn): FleetEventId => `event-${pairOf(turn)}` as FleetEventId;

/** `xxxxxxxx-xxxxxxxx`, as the ids of the cloud. */
export function pairOf(turn: Turn): string {
  const hex = hexOf(turn);
  return `${hex.slice(0, 8)}-${hex.slice(-8)}`;
}

const hexOf = (turn: Turn): string => turn.uuid().replaceAll("-", "");
