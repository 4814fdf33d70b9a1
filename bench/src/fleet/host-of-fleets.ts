import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHost } from "gse-host";
import { pino } from "pino";
import { answerQuestions } from "../answer-questions.js";

// The whole host, as `gse up` runs it; remembers when its processes were ready, ended and were followed by others.
const dataDir = mkdtempSync(join(tmpdir(), "gse-bench-"));
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
const readyAtMs: number[] = [];
const activeAtMs: number[] = [];
/** From the end of a process that was told to go to the start of the one in its place. */
const refillsMs: number[] = [];
const endedAt = new Map<string, number[]>();
running.host.onEvent((event) => {
  if (event.type === "processReady" && !event.again) readyAtMs.push(Date.now());
  if (event.type === "fleetEvent" && event.event.code === "FLEET_STATE_ACTIVE") activeAtMs.push(Date.now());
  if (event.type !== "launchChanged") return;
  const { instanceId, status } = event.launch;
  const ended = endedAt.get(instanceId) ?? [];
  endedAt.set(instanceId, ended);
  if (status === "EXITED") ended.push(performance.now());
  const at = status === "STARTED" ? ended.shift() : undefined;
  if (at !== undefined) refillsMs.push(performance.now() - at);
});
process.once("exit", () => {
  rmSync(dataDir, { recursive: true, force: true });
});

const hello = { api: running.apiAddress, ...running.credentials };
answerQuestions<{ readonly end?: true }>(hello, async ({ end }) => {
  if (end === true) {
    for (const { pid } of running.host.live().launches) if (pid !== null) process.kill(-pid, "SIGKILL");
    await running.close();
  }
  const { user, system } = process.cpuUsage();
  return { readyAtMs, activeAtMs, refillsMs, cpuMs: (user + system) / 1_000 };
});
