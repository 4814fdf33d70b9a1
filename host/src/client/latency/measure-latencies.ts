import { measureRegions, type MeasureOptions, type RegionLatency } from "./measure-regions.js";

/** One of the PlayerLatencies of StartGameServerSessionPlacement. */
export interface MeasuredLatency {
  readonly PlayerId: string;
  readonly RegionIdentifier: string;
  /** 1 or more: 0 would say that the region cannot be used (gse-semantics g). */
  readonly LatencyInMilliseconds: number;
}

/**
 * Measures a player's latencies, as StartGameServerSessionPlacement takes them, the nearest region first. A region without
 * an answer is left out: nobody is placed there then.
 *
 * ```ts
 * import { measureLatencies } from "gse-host/client/latency";
 *
 * const latencies = await measureLatencies("ada", { probe: "http://127.0.0.1:8080", regions: ["ap-shanghai", "na-siliconvalley"] });
 * ```
 * @throws RangeError for options that are none; `signal.reason`
 */
export const measureLatencies = async (
  playerId: string,
  options: MeasureOptions,
): Promise<readonly MeasuredLatency[]> => playerLatencies(playerId, await measureRegions(options));

/** What `measureRegions` found, in the words of StartGameServerSessionPlacement. */
export const playerLatencies = (playerId: string, measured: readonly RegionLatency[]): readonly MeasuredLatency[] =>
  measured.flatMap(({ region, ms }) =>
    ms === undefined
      ? []
      : [{ PlayerId: playerId, RegionIdentifier: region, LatencyInMilliseconds: Math.max(1, Math.round(ms)) }],
  );
