/** What a game server process says to its agent, by the names of the wire (gse-semantics b.3). */
export type AgentCallName =
  | "ProcessReady"
  | "ActivateGameServerSession"
  | "AcceptPlayerSession"
  | "RemovePlayerSession"
  | "DescribePlayerSessions"
  | "UpdatePlayerSessionCreationPolicy"
  | "ReportCustomData"
  | "TerminateGameServerSession"
  | "ProcessEnding";

/** What a game server process is asked by GSE (gse-semantics b.4). */
export type CallbackName = (typeof callbackNames)[number];

const callbackNames = ["OnStartGameServerSession", "OnHealthCheck", "OnProcessTerminate"] as const;

export const isCallback = (name: AgentCallName | CallbackName): name is CallbackName =>
  callbackNames.some((callback) => callback === name);
