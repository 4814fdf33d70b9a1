export type { Effect } from "./effects.js";
export { step, type Step } from "./engine.js";
export { devSettings, upSettings, type EngineSettings } from "./settings.js";
export { creationsCountSince, World } from "./world.js";
export { fleetLoad, instanceLoad } from "./load-of.js";
export { previewScaling } from "./scaling/preview.js";
