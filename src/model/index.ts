export * from "./errors.js";
export * from "./game-server-session.js";
export * from "./logger.js";
export * from "./player-session.js";
