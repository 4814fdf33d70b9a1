import type { handleUnaryCall } from "@grpc/grpc-js";
import type { Clock } from "../core/clock.js";
import {
  GseGrpcSdkServiceService,
  type DescribePlayerSessionsResponse,
  type GseGrpcSdkServiceServer,
  type GseResponse,
} from "../gen/GseGrpcSdkService.js";
import { systemClock } from "../system-clock.js";
import type { AgentHandlers, DescribePlayerSessionsReply } from "./agent-calls.js";
import { readCallContext, type CallContext } from "./call-context.js";
import { listen, type GrpcListener } from "./grpc-listener.js";
import { toStatus } from "./gse-refusal.js";
import { checkedPlayerSession } from "./wire-sessions.js";
import { asText } from "./wire-values.js";

export type AgentServer = GrpcListener;

/**
 * Serves GseGrpcSdkService. `address` is `host:port` (port 0 for a free one) or `unix:/path`.
 * @throws GseError ADDRESS_UNAVAILABLE
 */
export function serveAgent(
  handlers: AgentHandlers,
  { address, clock = systemClock }: { readonly address: string; readonly clock?: Clock },
): Promise<AgentServer> {
  const service: GseGrpcSdkServiceServer = {
    processReady: answer((request, call) => handlers.processReady(request, call), empty),
    activateGameServerSession: answer((request, call) => handlers.activateGameServerSession(request, call), empty),
    acceptPlayerSession: answer((request, call) => handlers.acceptPlayerSession(request, call), empty),
    removePlayerSession: answer((request, call) => handlers.removePlayerSession(request, call), empty),
    describePlayerSessions: answer((request, call) => handlers.describePlayerSessions(request, call), page),
    updatePlayerSessionCreationPolicy: answer(
      (request, call) => handlers.updatePlayerSessionCreationPolicy(request, call),
      empty,
    ),
    terminateGameServerSession: answer((request, call) => handlers.terminateGameServerSession(request, call), empty),
    processEnding: answer((_request, call) => handlers.processEnding(call), empty),
    reportCustomData: answer((request, call) => handlers.reportCustomData(request, call), empty),
  };
  return listen(GseGrpcSdkServiceService, service, address, clock);
}

const emptyResponse: GseResponse = {};
const empty = (): GseResponse => emptyResponse;

const page = (reply: DescribePlayerSessionsReply): DescribePlayerSessionsResponse => ({
  nextToken: asText("nextToken", reply.nextToken),
  playerSessions: reply.playerSessions.map(checkedPlayerSession),
});

const answer =
  <Request, Reply, Response>(
    handle: (request: Request, call: CallContext) => Promise<Reply>,
    toResponse: (reply: Reply) => Response,
  ): handleUnaryCall<Request, Response> =>
  (call, callback) => {
    const run = async (): Promise<Response> => toResponse(await handle(call.request, readCallContext(call)));
    run().then(
      (response) => callback(null, response),
      (error: unknown) => callback(toStatus(error)),
    );
  };
