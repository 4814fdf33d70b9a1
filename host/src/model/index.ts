export * from "./ids.js";
export * from "./fleet.js";
export * from "./game-server-process.js";
export * from "./game-server-session.js";
export * from "./player-session.js";
export * from "./refusal.js";
export * from "./commands.js";
export * from "./events.js";
