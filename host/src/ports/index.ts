export * from "./clock.js";
export * from "./command-host.js";
export * from "./journal.js";
export * from "./process-link.js";
export * from "./runtime.js";
