import type { PlaceChoice, Placement, Queue } from "../model/index.js";
import { spotsOf } from "./destinations.js";
import { distances, stagesOf, type Distance } from "./latencies.js";
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
  const found = distances(placement);
  if (found === undefined) return spots.length === 0 ? undefined : { id, seq, spots, nextStageAtMs: null };

  const stages = stagesOf(queue.latencyPolicies);
  const waitedMs = turn.nowMs - startedAtMs;
  for (const [index, { maxLatencyMs }] of stages.entries()) {
    const next = stages[index + 1];
    if (next !== undefined && next.beginsAfterMs <= waitedMs) continue;
    const near = spots.filter(({ region }) => (found.get(region)?.furthestMs ?? Infinity) <= maxLatencyMs);
    if (near.length === 0) continue;
    const nextStageAtMs = next === undefined ? null : startedAtMs + next.beginsAfterMs;
    return { id, seq, spots: inOrder(turn, near, found), nextStageAtMs };
  }
  return undefined;
}

/** That of the queue, unless the operator wants the nearest first (gse-semantics m-6). */
const inOrder = (turn: Turn, spots: readonly Spot[], found: ReadonlyMap<string, Distance>): readonly Spot[] =>
  turn.settings.placementOrder === "queue"
    ? spots
    : spots.toSorted((one, other) => averageTo(found, one) - averageTo(found, other));

const averageTo = (found: ReadonlyMap<string, Distance>, { region }: Spot): number =>
  found.get(region)?.averageMs ?? Infinity;

/** How that place fares against the others that the queue has (gse-semantics k). */
export function choiceOf(turn: Turn, placement: Placement, queue: Queue, place: Spot): PlaceChoice {
  const [first] = spotsOf(turn, { destinations: queue.destinations.slice(0, 1) });
  const isWaitedFor = turn.world.queueing.waits
    .get(placement.id)
    ?.spots.some(({ fleetId }) => fleetId === first?.fleetId);
  const found = distances(placement);
  const nearestMs = Math.min(...spotsOf(turn, queue).map((spot) => averageTo(found ?? new Map(), spot)));
  return {
    first: first?.fleetId === place.fleetId ? "taken" : isWaitedFor === true ? "not-available" : "not-viable",
    isNearest: found === undefined ? null : averageTo(found, place) <= nearestMs,
  };
}

/** Why there is nothing to wait for, in words. */
export function hopelessReason(turn: Turn, placement: Placement, queue: Queue): string {
  if (queue.destinations.length === 0) return `queue "${queue.name}" has no destinations`;
  if (spotsOf(turn, queue).length === 0)
    return `no destination of queue "${queue.name}" can host sessions: fleets are in ERROR or gone, aliases TERMINAL`;
  return distances(placement)?.size === 0
    ? "there is no region that all players reached"
    : `no destination of queue "${queue.name}" is in a region that is near enough to all players for this latency policy or a later one`;
}

/** In the order in which they are tried: after a failure those behind it come first, and its own fleet last. */
export function inTurn(spots: readonly Spot[], { failedOn }: Placement): readonly Spot[] {
  const last = failedOn.at(-1);
  const at = spots.findIndex(({ fleetId }) => fleetId === last?.fleetId);
  return at < 0 ? spots : [...spots.slice(at + 1), ...spots.slice(0, at + 1)];
}
