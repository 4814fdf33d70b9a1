/**
 * The wire contract for hosts and tools: serve or call an agent, serve or call a game server.
 * @module
 */
export { serveAgent, type AgentServer } from "./serve-agent.js";
export {
  connectAgent,
  type AgentCallLimits,
  type AgentConnection,
  type AgentConnectionOptions,
} from "./connect-agent.js";
export { serveGameServer, type GameServerHandlers, type GameServerListener } from "./serve-game-server.js";
export type { GrpcListener } from "./grpc-listener.js";
export { connectGameServer, type GameServerConnection } from "./connect-game-server.js";
export type {
  ActivateGameServerSessionRequest,
  AgentCalls,
  AgentHandlers,
  DescribePlayerSessionsReply,
  DescribePlayerSessionsRequest,
  PlayerSessionRequest,
  ProcessReadyRequest,
  ReportCustomDataRequest,
  TerminateGameServerSessionRequest,
  UpdatePlayerSessionCreationPolicyRequest,
} from "./agent-calls.js";
export type { CallContext } from "./call-context.js";
export type { CallLimits, Repeats } from "./unary-channel.js";
export type { WireGameServerSession, WirePlayerSession } from "./wire-sessions.js";
export { GseRefusal } from "./gse-refusal.js";
export { GseError, isUnreachable, type GseErrorCode } from "../model/index.js";
export type { Clock, TimerId } from "../core/clock.js";
/** gRPC's status numbers, for `GseRefusal`. */
export { status as grpcStatus } from "@grpc/grpc-js";
