export { MAX_DISTANCE_MS, type Distance, type Distances } from "./distance.js";
export { LatencyProbe } from "./latency-probe.js";
