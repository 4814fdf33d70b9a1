import type { AgentHandlers } from "gse-server-sdk/wire";

const nothing = (): Promise<void> => Promise.resolve();

/** An agent that says yes to everything and keeps nothing. */
export const yesToAll: AgentHandlers = {
  processReady: nothing,
  activateGameServerSession: nothing,
  acceptPlayerSession: nothing,
  removePlayerSession: nothing,
  updatePlayerSessionCreationPolicy: nothing,
  terminateGameServerSession: nothing,
  reportCustomData: nothing,
  processEnding: nothing,
  describePlayerSessions: () => Promise.resolve({ nextToken: "", playerSessions: [] }),
};
