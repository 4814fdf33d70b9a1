import { serveAgent, type AgentHandlers, type AgentServer, type CallContext } from "gse-server-sdk/wire";
import {
  isLoopbackAddress,
  type Command,
  type GameServerSessionId,
  type PlayerSessionId,
  type Replies,
} from "../model/index.js";
import type { CommandHost, Runtime } from "../ports/index.js";
import { describePlayerSessions } from "./describe-player-sessions.js";
import { toGrpcRefusal } from "./grpc-refusals.js";
import { watchedHandlers, type AgentWatch } from "./watched-handlers.js";

export interface AgentOptions {
  readonly host: CommandHost;
  readonly runtime: Runtime;
  /** `host:port`, port 0 for a free one, or `unix:/path`. */
  readonly address: string;
  readonly watch?: AgentWatch;
}

/**
 * The agent that game server processes talk to. It asks nobody who they are, so it serves this machine only.
 * @throws RangeError for an address that is neither loopback nor a unix socket
 */
export async function serveGseAgent({ address, watch, ...options }: AgentOptions): Promise<AgentServer> {
  if (!isLoopbackAddress(address))
    throw new RangeError(
      `cannot serve the agent on "${address}": game servers are not asked who they are; give 127.0.0.1:PORT or unix:PATH`,
    );
  const handlers = agentHandlers(options);
  return serveAgent(watch === undefined ? handlers : watchedHandlers(handlers, watch), { address });
}

/**
 * What the agent does at each call: it becomes one command, made so that the same call said twice (a retry after a lost
 * answer) has its effect once.
 */
export function agentHandlers({ host, runtime }: Pick<AgentOptions, "host" | "runtime">): AgentHandlers {
  const run = async <C extends Command>(command: C): Promise<Replies[C["type"]]> => {
    const reply = await host.execute(command);
    if (!reply.ok) throw toGrpcRefusal(reply.refusal);
    return reply.value;
  };
  const sessionId = (id: string): GameServerSessionId => id as GameServerSessionId;
  const callerOf = ({ pid, requestId, token }: CallContext) => ({
    pid,
    requestId,
    ...(token !== undefined && token !== "" && { token }),
  });
  const playerSessionId = (id: string): PlayerSessionId => id as PlayerSessionId;

  return {
    processReady: async (request, call) => {
      await run({
        type: "processReady",
        ...callerOf(call),
        startedAt: runtime.startedAt(call.pid),
        groupLeader: runtime.groupLeader(call.pid),
        clientPort: request.clientPort,
        grpcPort: request.grpcPort,
        logPaths: request.logPathsToUpload,
      });
    },
    activateGameServerSession: async (request, call) => {
      await run({
        type: "activateGameServerSession",
        ...callerOf(call),
        sessionId: sessionId(request.gameServerSessionId),
        maxPlayers: request.maxPlayers,
      });
    },
    acceptPlayerSession: async (request, call) => {
      await run({
        type: "acceptPlayerSession",
        ...callerOf(call),
        sessionId: sessionId(request.gameServerSessionId),
        playerSessionId: playerSessionId(request.playerSessionId),
      });
    },
    removePlayerSession: async (request, call) => {
      await run({
        type: "removePlayerSession",
        ...callerOf(call),
        sessionId: sessionId(request.gameServerSessionId),
        playerSessionId: playerSessionId(request.playerSessionId),
      });
    },
    updatePlayerSessionCreationPolicy: async (request, call) => {
      await run({
        type: "updatePlayerSessionCreationPolicy",
        ...callerOf(call),
        sessionId: sessionId(request.gameServerSessionId),
        policy: request.newPlayerSessionCreationPolicy,
      });
    },
    terminateGameServerSession: async (request, call) => {
      await run({
        type: "terminateGameServerSession",
        ...callerOf(call),
        sessionId: sessionId(request.gameServerSessionId),
      });
    },
    processEnding: async (call) => {
      await run({ type: "processEnding", ...callerOf(call) });
    },
    reportCustomData: async (request, call) => {
      await run({
        type: "reportCustomData",
        ...callerOf(call),
        current: request.currentCustomCount,
        max: request.maxCustomCount,
      });
    },
    describePlayerSessions: (request) => Promise.resolve(describePlayerSessions(host.reads, request)),
  };
}
