/**
 * Measures a player's latency to the regions, for StartGameServerSessionPlacement: {@link measureLatencies}. It needs nothing
 * of Node, so that a web page may do it; `gse-host/client` gives the same names.
 * @module
 */
export { httpLatencyProbe } from "./http-latency-probe.js";
export type { LatencyProbe } from "./latency-probe.js";
export { measureLatencies, playerLatencies, type MeasuredLatency } from "./measure-latencies.js";
export { measureRegions, type MeasureOptions, type RegionLatency } from "./measure-regions.js";
export type { Clock } from "../clock.js";
