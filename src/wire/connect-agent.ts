import { randomUUID } from "node:crypto";
import { Metadata } from "@grpc/grpc-js";
import type { Clock } from "../core/clock.js";
import { GseGrpcSdkServiceService as service, type GseResponse } from "../gen/GseGrpcSdkService.js";
import { systemClock } from "../system-clock.js";
import type { AgentCalls } from "./agent-calls.js";
import type { About } from "./grpc-errors.js";
import { readYes } from "./gse-response.js";
import { UnaryChannel, type CallLimits, type Repeats } from "./unary-channel.js";
import { asInt32, asText } from "./wire-values.js";

export interface AgentCallLimits extends CallLimits {
  /** Default: a new one. Repeat a call under the same one, and the agent gives it its effect once. */
  readonly requestId?: string | undefined;
  /** Makes the call again, under the same requestId, when no answer came; default: it is made once. */
  readonly repeats?: Repeats | undefined;
}

export interface AgentConnection extends AgentCalls<[limits: AgentCallLimits]> {
  /**
   * From now on the connection is made again whenever it breaks, without a call, within a second of the agent's return;
   * `onConnected` is called for each new one.
   */
  keepConnected(onConnected: () => void): void;
  /** Calls under way reject; nothing is left open. */
  close(): void;
}

export interface AgentConnectionOptions {
  /** Who the agent shall think is calling. */
  readonly pid: number;
  readonly token?: string | undefined;
  readonly clock?: Clock | undefined;
  /** Where the address came from, for error messages. */
  readonly origin?: string | undefined;
}

/** What a method of a generated service definition offers. */
interface UnaryMethod<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (value: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

const HINT = 'start a host there ("npx gse dev"), or set agentAddress or GSE_AGENT_ADDRESS to where one listens';

/** The nine calls of a process to its agent, over one long-lived channel that connects at the first call. */
export function connectAgent(address: string, options: AgentConnectionOptions): AgentConnection {
  const channel = new UnaryChannel({ address, origin: options.origin, hint: HINT }, options.clock ?? systemClock);
  // gRPC copies the metadata before `call` returns, so one object serves all calls.
  const metadata = new Metadata();
  metadata.set("pid", String(options.pid));
  if (options.token !== undefined && options.token !== "") metadata.set("token", options.token);

  const call = <Request, Answer>(
    { path, requestSerialize }: UnaryMethod<Request, unknown>,
    doing: string,
    request: Request,
    limits: AgentCallLimits,
    read: (bytes: Buffer, about: About) => Answer,
  ): Promise<Answer> => {
    const { requestId = randomUUID() } = limits;
    const withId = (): Metadata => {
      metadata.set("requestId", requestId);
      return metadata;
    };
    const question = { path, request: requestSerialize(request), metadata: withId, requestId, read, doing };
    return channel.call(question, limits, limits.repeats);
  };
  const ask = <Request, Response>(
    method: UnaryMethod<Request, Response>,
    doing: string,
    request: Request,
    limits: AgentCallLimits,
  ): Promise<Response> => call(method, doing, request, limits, method.responseDeserialize);
  const order = <Request>(
    method: UnaryMethod<Request, GseResponse>,
    doing: string,
    request: Request,
    limits: AgentCallLimits,
  ): Promise<void> => call(method, doing, request, limits, readYes);

  return {
    processReady: async ({ logPathsToUpload, clientPort, grpcPort }, limits) =>
      order(
        service.processReady,
        "ProcessReady",
        {
          logPathsToUpload: logPathsToUpload.map((path) => asText("logPathsToUpload", path)),
          clientPort: asInt32("clientPort", clientPort),
          grpcPort: asInt32("grpcPort", grpcPort),
        },
        limits,
      ),
    activateGameServerSession: async ({ gameServerSessionId, maxPlayers }, limits) =>
      order(
        service.activateGameServerSession,
        "ActivateGameServerSession",
        {
          gameServerSessionId: asText("gameServerSessionId", gameServerSessionId),
          maxPlayers: asInt32("maxPlayers", maxPlayers),
        },
        limits,
      ),
    acceptPlayerSession: async (request, limits) =>
      order(service.acceptPlayerSession, "AcceptPlayerSession", playerSession(request), limits),
    removePlayerSession: async (request, limits) =>
      order(service.removePlayerSession, "RemovePlayerSession", playerSession(request), limits),
    describePlayerSessions: async (query, limits) =>
      ask(
        service.describePlayerSessions,
        "DescribePlayerSessions",
        {
          gameServerSessionId: asText("gameServerSessionId", query.gameServerSessionId),
          playerId: asText("playerId", query.playerId),
          playerSessionId: asText("playerSessionId", query.playerSessionId),
          playerSessionStatusFilter: asText("playerSessionStatusFilter", query.playerSessionStatusFilter),
          nextToken: asText("nextToken", query.nextToken),
          limit: asInt32("limit", query.limit),
        },
        limits,
      ),
    updatePlayerSessionCreationPolicy: async ({ gameServerSessionId, newPlayerSessionCreationPolicy }, limits) =>
      order(
        service.updatePlayerSessionCreationPolicy,
        "UpdatePlayerSessionCreationPolicy",
        {
          gameServerSessionId: asText("gameServerSessionId", gameServerSessionId),
          newPlayerSessionCreationPolicy: asText("newPlayerSessionCreationPolicy", newPlayerSessionCreationPolicy),
        },
        limits,
      ),
    terminateGameServerSession: async ({ gameServerSessionId }, limits) =>
      order(
        service.terminateGameServerSession,
        "TerminateGameServerSession",
        { gameServerSessionId: asText("gameServerSessionId", gameServerSessionId) },
        limits,
      ),
    processEnding: async (limits) => order(service.processEnding, "ProcessEnding", {}, limits),
    reportCustomData: async ({ currentCustomCount, maxCustomCount }, limits) =>
      order(
        service.reportCustomData,
        "ReportCustomData",
        {
          currentCustomCount: asInt32("currentCustomCount", currentCustomCount),
          maxCustomCount: asInt32("maxCustomCount", maxCustomCount),
        },
        limits,
      ),
    keepConnected: (onConnected) => channel.keepConnected(onConnected),
    close: () => channel.close(),
  };
}

const playerSession = (request: {
  readonly gameServerSessionId: string;
  readonly playerSessionId: string;
}): { gameServerSessionId: string; playerSessionId: string } => ({
  gameServerSessionId: asText("gameServerSessionId", request.gameServerSessionId),
  playerSessionId: asText("playerSessionId", request.playerSessionId),
});
