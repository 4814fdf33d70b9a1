export { FleetStatistics } from "./fleet-statistics.js";
