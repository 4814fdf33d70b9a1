import type {
  ActivateGameServerSessionRequest,
  AgentHandlers,
  CallContext,
  DescribePlayerSessionsRequest,
  PlayerSessionRequest,
  ProcessReadyRequest,
  ReportCustomDataRequest,
  TerminateGameServerSessionRequest,
  UpdatePlayerSessionCreationPolicyRequest,
} from "gse-server-sdk/wire";
import type { AgentCallName } from "./call-names.js";

/** What goes with each call, as it travelled. */
export interface AgentRequests extends Record<AgentCallName, object> {
  ProcessReady: ProcessReadyRequest;
  ActivateGameServerSession: ActivateGameServerSessionRequest;
  AcceptPlayerSession: PlayerSessionRequest;
  RemovePlayerSession: PlayerSessionRequest;
  DescribePlayerSessions: DescribePlayerSessionsRequest;
  UpdatePlayerSessionCreationPolicy: UpdatePlayerSessionCreationPolicyRequest;
  ReportCustomData: ReportCustomDataRequest;
  TerminateGameServerSession: TerminateGameServerSessionRequest;
  ProcessEnding: Readonly<Record<string, never>>;
}

/** Stands between a call that arrived and the agent that carries it out. */
export type OnCall = <Name extends AgentCallName, Answer>(
  name: Name,
  request: AgentRequests[Name],
  call: CallContext,
  carryOut: () => Promise<Answer>,
) => Promise<Answer>;

/** The same agent, with `onCall` in the way; `asWho` decides whom the agent takes for the caller. */
export function watchedAgent(
  agent: AgentHandlers,
  asWho: (call: CallContext) => CallContext,
  onCall: OnCall,
): AgentHandlers {
  const between =
    <Name extends AgentCallName, Answer>(
      name: Name,
      carryOut: (request: AgentRequests[Name], call: CallContext) => Promise<Answer>,
    ) =>
    (request: AgentRequests[Name], caller: CallContext): Promise<Answer> => {
      const call = asWho(caller);
      return onCall(name, request, call, () => carryOut(request, call));
    };
  const processEnding = between("ProcessEnding", (_request, call) => agent.processEnding(call));
  return {
    processReady: between("ProcessReady", (request, call) => agent.processReady(request, call)),
    activateGameServerSession: between("ActivateGameServerSession", (request, call) =>
      agent.activateGameServerSession(request, call),
    ),
    acceptPlayerSession: between("AcceptPlayerSession", (request, call) => agent.acceptPlayerSession(request, call)),
    removePlayerSession: between("RemovePlayerSession", (request, call) => agent.removePlayerSession(request, call)),
    describePlayerSessions: between("DescribePlayerSessions", (request, call) =>
      agent.describePlayerSessions(request, call),
    ),
    updatePlayerSessionCreationPolicy: between("UpdatePlayerSessionCreationPolicy", (request, call) =>
      agent.updatePlayerSessionCreationPolicy(request, call),
    ),
    reportCustomData: between("ReportCustomData", (request, call) => agent.reportCustomData(request, call)),
    terminateGameServerSession: between("TerminateGameServerSession", (request, call) =>
      agent.terminateGameServerSession(request, call),
    ),
    processEnding: (call) => processEnding({}, call),
  };
}
