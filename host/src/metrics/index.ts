export { HostMetrics } from "./host-metrics.js";
