import type { LatencyPolicy, Placement } from "../model/index.js";

/** What takes so long did not arrive; players' programs write such numbers for "infinite" (gse-semantics f). */
const UNREACHABLE_MS = 60_000;

/**
 * How far the player is away who is furthest from each region; regions that somebody did not reach are left out. Undefined: nobody
 * measured anything, and all regions are alike.
 */
export function furthestByRegion({
  latencies,
  desiredPlayers,
}: Pick<Placement, "latencies" | "desiredPlayers">): ReadonlyMap<string, number> | undefined {
  if (latencies.length === 0) return undefined;
  const players = new Set([...desiredPlayers, ...latencies].map(({ playerId }) => playerId));
  const measured = new Map<string, Map<string, number>>();
  for (const { playerId, region, latencyMs } of latencies) {
    const ofRegion = measured.get(region) ?? new Map<string, number>();
    measured.set(region, ofRegion);
    const ms = latencyMs <= 0 || latencyMs >= UNREACHABLE_MS ? Infinity : latencyMs;
    ofRegion.set(playerId, Math.max(ofRegion.get(playerId) ?? 0, ms));
  }
  const furthest = new Map<string, number>();
  for (const [region, ofRegion] of measured) {
    const ms = Math.max(...ofRegion.values());
    if (ofRegion.size === players.size && ms < Infinity) furthest.set(region, ms);
  }
  return furthest;
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
