export { CountedPlayers } from "./counted-players.js";
export { loadTelemetry, telemetry } from "./current-telemetry.js";
export type { Ending, Exchange, Observation } from "./telemetry.js";
