export * from "./backoff.js";
export * from "./clock.js";
export * from "./lifecycle.js";
export * from "./lifecycle-state.js";
export * from "./refused.js";
export * from "./farewell.js";
