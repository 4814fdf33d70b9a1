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
export type CallbackName = "OnStartGameServerSession" | "OnHealthCheck" | "OnProcessTerminate";
