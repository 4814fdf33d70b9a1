import type { Placement, Queue } from "../model/index.js";
import { spotsOf } from "./destinations.js";
import { furthestByRegion, stagesOf } from "./latencies.js";
import type { Spot, Wait } from "./queueing.js";
import type { Turn } from "./turn.js";

/**
 * Where a placement may go at this moment, and when that changes by itself: by the latency policy that holds now, or by the
 * next one that any destination meets, for a stage that none meets is skipped without waiting. Undefined: neither this policy nor
 * a later one is met, and waiting leads nowhere (gse-semantics f, m-7).
 */
export function waitOf(turn: Turn, placement: Placement, queue: Queue): Wait | undefined {
  const { id, seq, startedAtMs } = placement;
  const spots = spotsOf(turn, queue);
  const furthest = furthestByRegion(placement);
  if (furthest === undefined) return spots.length === 0 ? undefined : { id, seq, spots, nextStageAtMs: null };

  const stages = stagesOf(queue.latencyPolicies);
  const waitedMs = turn.nowMs - startedAtMs;
  for (const [index, { maxLatencyMs }] of stages.entries()) {
    const next = stages[index + 1];
    if (next !== undefined && next.beginsAfterMs <= waitedMs) continue;
    const near = spots.filter(({ region }) => (furthest.get(region) ?? Infinity) <= maxLatencyMs);
    if (near.length > 0)
      return { id, seq, spots: near, nextStageAtMs: next === undefined ? null : startedAtMs + next.beginsAfterMs };
  }
  return undefined;
}

/** Why there is nothing to wait for, in words. */
export function hopelessReason(turn: Turn, placement: Placement, queue: Queue): string {
  if (queue.destinations.length === 0) return `queue "${queue.name}" has no destinations`;
  if (spotsOf(turn, queue).length === 0)
    return `no destination of queue "${queue.name}" can host sessions: fleets are in ERROR or gone, aliases TERMINAL`;
  return furthestByRegion(placement)?.size === 0
    ? "there is no region that all players reached"
    : `no destination of queue "${queue.name}" is in a region that is near enough to all players for this latency policy or a later one`;
}

/** In the order in which they are tried: after a failure those behind it come first, and its own fleet last. */
export function inTurn(spots: readonly Spot[], { failedOn }: Placement): readonly Spot[] {
  const last = failedOn.at(-1);
  const at = spots.findIndex(({ fleetId }) => fleetId === last?.fleetId);
  return at < 0 ? spots : [...spots.slice(at + 1), ...spots.slice(0, at + 1)];
}
