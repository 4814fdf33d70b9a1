export { MAX_DISTANCE_MS, type Distance, type Distances } from "./distance.js";
export { LatencyProbe, type LatencyProbeOptions } from "./latency-probe.js";
