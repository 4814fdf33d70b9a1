import { serveAgent, type AgentHandlers } from "gse-server-sdk/wire";
import { answerQuestions } from "../answer-questions.js";
import { yesToAll } from "../yes-to-all.js";

// An agent that says yes to everything and remembers when each process called ProcessReady.
const readyAtMs: number[] = [];
const handlers: AgentHandlers = {
  ...yesToAll,
  processReady: () => {
    readyAtMs.push(Date.now());
    return Promise.resolve();
  },
};
const agent = await serveAgent(handlers, { address: "127.0.0.1:0" });
answerQuestions({ agent: agent.address }, () => Promise.resolve({ readyAtMs }));
