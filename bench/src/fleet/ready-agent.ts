import { serveAgent, type AgentHandlers } from "gse-server-sdk/wire";
import { answerQuestions } from "../answer-questions.js";

// An agent that says yes to everything and remembers when each process called ProcessReady.
const readyAtMs: number[] = [];
const nothing = (): Promise<void> => Promise.resolve();
const handlers: AgentHandlers = {
  processReady: () => {
    readyAtMs.push(Date.now());
    return nothing();
  },
  activateGameServerSession: nothing,
  acceptPlayerSession: nothing,
  removePlayerSession: nothing,
  updatePlayerSessionCreationPolicy: nothing,
  terminateGameServerSession: nothing,
  reportCustomData: nothing,
  processEnding: nothing,
  describePlayerSessions: () => Promise.resolve({ nextToken: "", playerSessions: [] }),
};
const agent = await serveAgent(handlers, { address: "127.0.0.1:0" });
answerQuestions({ agent: agent.address }, () => Promise.resolve({ readyAtMs }));
