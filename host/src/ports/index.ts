export * from "./clock.js";
export * from "./command-host.js";
export * from "./journal.js";
export * from "./logs.js";
export * from "./packages.js";
export * from "./process-link.js";
export * from "./machine.js";
export * from "./runtime.js";
