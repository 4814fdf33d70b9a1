import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHost } from "gse-host";
import { pino } from "pino";
import { answerQuestions } from "../answer-questions.js";
import { addPastSessions } from "./past-sessions.js";

// The whole host, as in host/host-under-test.ts, on data that holds so many sessions which have ended; asked what it takes.
const dataDir = mkdtempSync(join(tmpdir(), "gse-bench-"));
const [pastSessions = "0"] = process.argv.slice(2);
addPastSessions(dataDir, Number(pastSessions));
const running = await startHost({
  mode: "up",
  apiAddress: "127.0.0.1:0",
  agentAddress: "127.0.0.1:0",
  dataDir,
  publicAddress: "127.0.0.1",
  rateLimits: "none",
  environment: process.env,
  logger: pino({ level: "warn" }, pino.destination(2)),
});
process.once("exit", () => {
  rmSync(dataDir, { recursive: true, force: true });
});
process.once("SIGTERM", () => {
  void running.close().finally(() => process.exit());
});

answerQuestions({ api: running.apiAddress, agent: running.agentAddress, ...running.credentials }, () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  return Promise.resolve({ cpuMs: (user + system) / 1_000, heapBytes: process.memoryUsage().heapUsed });
});
