export { GameServer } from "./game-server.js";
export type { GameServerOptions, ProcessTerminateEvent } from "./game-server-options.js";
export type { GameServerEvents } from "./game-server-events.js";
export { GseClient, type CallOptions, type GseClientOptions } from "./gse-client.js";
export {
  GseError,
  isUnreachable,
  type GameServerSession,
  type GseErrorCode,
  type Logger,
  type PlayerSession,
  type PlayerSessionCreationPolicy,
  type PlayerSessionPage,
  type PlayerSessionQuery,
  type PlayerSessionStatus,
} from "./model/index.js";
export type { Clock, EndReason, LifecycleStateKind, SessionEndReason, TimerId } from "./core/index.js";
