import type { LatencyPolicy, Placement } from "../model/index.js";

/** What takes so long did not arrive; players' programs write such numbers for "infinite" (gse-semantics f). */
const UNREACHABLE_MS = 60_000;

/** How far players are from a region that all of them reached. */
export interface Distance {
  /** Of the one who is furthest. */
  readonly furthestMs: number;
  readonly averageMs: number;
}

/**
 * How far the players are from each region; those that somebody did not reach are left out. Undefined: nobody measured anything, and
 * all regions are alike.
 */
export function distances({
  latencies,
  desiredPlayers,
}: Pick<Placement, "latencies" | "desiredPlayers">): ReadonlyMap<string, Distance> | undefined {
  if (latencies.length === 0) return undefined;
  const players = new Set([...desiredPlayers, ...latencies].map(({ playerId }) => playerId));
  const measured = new Map<string, Map<string, number>>();
  for (const { playerId, region, latencyMs } of latencies) {
    const ofRegion = measured.get(region) ?? new Map<string, number>();
    measured.set(region, ofRegion);
    const ms = latencyMs <= 0 || latencyMs >= UNREACHABLE_MS ? Infinity : latencyMs;
    ofRegion.set(playerId, Math.max(ofRegion.get(playerId) ?? 0, ms));
  }
  const found = new Map<string, Distance>();
  for (const [region, ofRegion] of measured) {
    let [furthestMs, sumMs] = [0, 0];
    for (const ms of ofRegion.values()) {
      furthestMs = Math.max(furthestMs, ms);
      sumMs += ms;
    }
    if (ofRegion.size === players.size && furthestMs < Infinity)
      found.set(region, { furthestMs, averageMs: sumMs / ofRegion.size });
  }
  return found;
}

/** A policy, and how long after its start a placement comes to it. */
export interface Stage {
  readonly maxLatencyMs: number;
  readonly beginsAfterMs: number;
}

/** Policies one after the other, each for its duration, the last to the end; without any there is one that allows all. */
export function stagesOf(policies: readonly LatencyPolicy[]): readonly Stage[] {
  if (policies.length === 0) return [{ maxLatencyMs: UNREACHABLE_MS, beginsAfterMs: 0 }];
  let beginsAfterMs = 0;
  return policies.map(({ maxLatencyMs, durationMs }) => {
    const stage = { maxLatencyMs, beginsAfterMs };
    beginsAfterMs += durationMs ?? Infinity;
    return stage;
  });
}
