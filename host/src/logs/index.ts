export { gatheredFirst } from "./gathered-first.js";
export { LogKeeper } from "./log-keeper.js";
export { defaultLogLimits, type LogLimits } from "./log-limits.js";
export { LogStore } from "./log-store.js";
