export type { Effect } from "./effects.js";
export { step, type EngineOptions, type Step } from "./engine.js";
export { devSettings, upSettings, type EngineSettings } from "./settings.js";
export { HEALTH_CHECK_PERIOD_MS } from "./settings.js";
export { World, type History, type WorldRows } from "./world.js";
