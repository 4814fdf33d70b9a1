import type { CallContext } from "./call-context.js";
import type { WirePlayerSession } from "./wire-sessions.js";

// Requests of the nine calls from a process to its agent, as they travel (gse-semantics b.2, b.3).

export interface ProcessReadyRequest {
  /** Files or folders, absolute or relative to the process's folder. */
  readonly logPathsToUpload: readonly string[];
  /** Where players connect. */
  readonly clientPort: number;
  /** Where the process's own gRPC server listens already. */
  readonly grpcPort: number;
}

export interface ActivateGameServerSessionRequest {
  readonly gameServerSessionId: string;
  /** Players allowed; 0 leaves the session's own number (gse-semantics m-30). */
  readonly maxPlayers: number;
}

export interface PlayerSessionRequest {
  readonly gameServerSessionId: string;
  readonly playerSessionId: string;
}

/** "" and 0 do not restrict. */
export interface DescribePlayerSessionsRequest {
  readonly gameServerSessionId: string;
  readonly playerId: string;
  readonly playerSessionId: string;
  readonly playerSessionStatusFilter: string;
  /** "" for the first page. */
  readonly nextToken: string;
  readonly limit: number;
}

export interface DescribePlayerSessionsReply {
  /** "" on the last page. */
  readonly nextToken: string;
  readonly playerSessions: readonly WirePlayerSession[];
}

export interface UpdatePlayerSessionCreationPolicyRequest {
  readonly gameServerSessionId: string;
  /** ACCEPT_ALL or DENY_ALL. */
  readonly newPlayerSessionCreationPolicy: string;
}

export interface TerminateGameServerSessionRequest {
  readonly gameServerSessionId: string;
}

export interface ReportCustomDataRequest {
  readonly currentCustomCount: number;
  readonly maxCustomCount: number;
}

/** The nine calls; `Call` is what goes with each of them: the caller's limits, or the callee's context. */
export interface AgentCalls<Call extends readonly unknown[]> {
  processReady(request: ProcessReadyRequest, ...call: Call): Promise<void>;
  activateGameServerSession(request: ActivateGameServerSessionRequest, ...call: Call): Promise<void>;
  acceptPlayerSession(request: PlayerSessionRequest, ...call: Call): Promise<void>;
  removePlayerSession(request: PlayerSessionRequest, ...call: Call): Promise<void>;
  describePlayerSessions(request: DescribePlayerSessionsRequest, ...call: Call): Promise<DescribePlayerSessionsReply>;
  updatePlayerSessionCreationPolicy(request: UpdatePlayerSessionCreationPolicyRequest, ...call: Call): Promise<void>;
  terminateGameServerSession(request: TerminateGameServerSessionRequest, ...call: Call): Promise<void>;
  processEnding(...call: Call): Promise<void>;
  reportCustomData(request: ReportCustomDataRequest, ...call: Call): Promise<void>;
}

/**
 * What an agent must answer. A rejection with a `GseRefusal` becomes that gRPC status, any other one
 * INTERNAL with details "INTERNAL_SERVICE_EXCEPTION: …".
 */
export type AgentHandlers = AgentCalls<[call: CallContext]>;
