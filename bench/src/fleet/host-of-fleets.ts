import { answerQuestions } from "../answer-questions.js";
import { startBenchHost } from "../bench-host.js";

// A host that remembers when its processes were ready, ended and were followed by others.
const running = await startBenchHost();
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

const hello = { api: running.apiAddress, ...running.credentials };
answerQuestions<{ readonly end?: true }>(hello, async ({ end }) => {
  if (end === true) {
    for (const { pid } of running.host.live().launches) if (pid !== null) process.kill(-pid, "SIGKILL");
    await running.close();
  }
  const { user, system } = process.cpuUsage();
  return { readyAtMs, activeAtMs, refillsMs, cpuMs: (user + system) / 1_000 };
});
