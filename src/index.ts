// Compilers since TypeScript 6 load the types of Node.js for who asks only; grpc-js brings them.
/// <reference types="node" preserve="true" />

/**
 * What a game server imports: {@link GameServer} for the whole life of a process in GSE's care, {@link GseClient} for the bare calls,
 * {@link GseError} for all that goes wrong.
 * @module
 */
export { GameServer } from "./game-server.js";
export type { GameServerOptions, ProcessTerminateEvent } from "./game-server-options.js";
export type { GameServerEvents } from "./game-server-events.js";
export { GseClient, type GseClientOptions } from "./gse-client.js";
export type { HostedSession } from "./session-loop.js";
export type { SessionGuardOptions } from "./session-guards.js";
export type { CallOptions } from "./call-options.js";
export {
  GseError,
  isUnreachable,
  type GameServerSession,
  type GseErrorCode,
  type GseRefusalReason,
  type Logger,
  type PlayerSession,
  type PlayerSessionCreationPolicy,
  type PlayerSessionPage,
  type PlayerSessionQuery,
  type PlayerSessionStatus,
} from "./model/index.js";
export type { Clock, EndReason, LifecycleStateKind, SessionEndReason, TimerId } from "./core/index.js";
