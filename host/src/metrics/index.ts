export { HostMetrics, type HostMetricsOptions } from "./host-metrics.js";
