import { answerQuestions } from "../answer-questions.js";
import { freshDataDir, startBenchHost } from "../bench-host.js";
import { addPastSessions } from "./past-sessions.js";

// A host on data that holds so many sessions which have ended; asked what it takes.
const dataDir = freshDataDir();
const [pastSessions = "0"] = process.argv.slice(2);
addPastSessions(dataDir, Number(pastSessions));
const { apiAddress, agentAddress, credentials } = await startBenchHost(dataDir);

answerQuestions({ api: apiAddress, agent: agentAddress, ...credentials }, () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  return Promise.resolve({ cpuMs: (user + system) / 1_000, heapBytes: process.memoryUsage().heapUsed });
});
