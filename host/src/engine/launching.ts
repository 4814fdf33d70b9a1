import {
  launchKey,
  type Fleet,
  type FleetEventCode,
  type Instance,
  type Launch,
  type MachineCommand,
  type ProcessId,
  type Reply,
  type ServerProcess,
} from "../model/index.js";
import { removeIfEmpty } from "./capacity.js";
import { beginEnding, endProcess, protectedUntilMs } from "./end-process.js";
import { tellFleet } from "./fleet-history.js";
import { countFailure, failIfNothingLeft, mayLaunch, noteSuccess } from "./restarts.js";
import { launchesNow } from "./room/measured.js";
import { KILL_AGAIN_MS, STABLE_AFTER_MS } from "./settings.js";
import { done, type Turn } from "./turn.js";

type LaunchDone = Extract<MachineCommand, { type: "launchDone" }>;
type LaunchExited = Extract<MachineCommand, { type: "launchExited" }>;

/** Launches what is missing on an instance, and lets go what its fleet does not want any more (gse-semantics c.4, d.2). */
export function keepUp(turn: Turn, { id }: Pick<Instance, "id">): void {
  const { deployment, isDraining } = turn.world;
  const instance = deployment.instances.get(id);
  const fleet = instance === undefined ? undefined : deployment.fleets.get(instance.fleetId);
  if (isDraining || instance?.status !== "ACTIVE" || fleet === undefined || fleet.status === "ERROR") return;

  const entries = new Map<string, ServerProcess>();
  for (const entry of fleet.runtime.serverProcesses) {
    const same = entries.get(launchKey(entry));
    const concurrentExecutions = entry.concurrentExecutions + (same?.concurrentExecutions ?? 0);
    entries.set(launchKey(entry), { ...entry, concurrentExecutions });
  }
  const running = new Map<string, Launch[]>();
  for (const launch of deployment.launchesOn(id)) {
    const key = keyOf(launch);
    const same = running.get(key);
    if (same === undefined) running.set(key, [launch]);
    else same.push(launch);
  }
  for (const [key, launches] of running)
    letGo(turn, launches, launches.length - (entries.get(key)?.concurrentExecutions ?? 0));
  let left = launchesNow(turn, fleet);
  for (const [key, entry] of entries)
    if (mayLaunch(turn, id, key))
      for (let count = running.get(key)?.length ?? 0; count < entry.concurrentExecutions && left > 0; count++, left--)
        launch(turn, fleet, instance, entry);
}

function launch(turn: Turn, fleet: Fleet, instance: Instance, entry: ServerProcess): void {
  const starting = putLaunch(turn, {
    id: turn.uuid() as ProcessId,
    fleetId: fleet.id,
    instanceId: instance.id,
    launchPath: entry.launchPath,
    parameters: entry.parameters,
    status: "STARTING",
    pid: null,
    startedAt: null,
    token: turn.uuid(),
    launchedAtMs: turn.nowMs,
    dueAtMs: null,
    reason: "",
  });
  turn.effects.push({ do: "launch", launch: starting, fleet });
}

/** So many of them are too many: those without a session go now, the others when theirs has ended. */
function letGo(turn: Turn, launches: readonly Launch[], surplus: number): void {
  const { processes } = turn.world;
  const going = launches.filter(({ id, status }) => status === "EXITING" || processes.get(id)?.status === "ENDING");
  let left = surplus - going.length;
  for (const launch of launches) {
    if (left <= 0) return;
    const process = processes.get(launch.id);
    if (going.includes(launch) || (process !== undefined && process.sessionId !== null)) continue;
    const reason = "the runtime configuration does not name it any more";
    if (process === undefined) endLaunchNow(turn, launch, reason);
    else beginEnding(turn, process, reason, protectedUntilMs(turn, process));
    left--;
  }
}

/** The process was started, or could not be. */
export function launchDone(turn: Turn, { processId, outcome }: LaunchDone): Reply<undefined> {
  const launch = turn.world.deployment.launches.get(processId);
  if (launch === undefined || launch.pid !== null) return done(undefined);
  if (outcome.ok) {
    const { pid, startedAt } = outcome;
    const started: Launch = { ...launch, pid, startedAt };
    if (launch.status === "STARTING")
      putLaunch(turn, { ...started, status: "STARTED", dueAtMs: turn.nowMs + turn.settings.processReadyTimeoutMs });
    // It was quicker to call ProcessReady than its start to be seen.
    else if (launch.status === "READY") putLaunch(turn, started);
    // It was to end before it had begun.
    else endLaunchNow(turn, started, launch.reason);
    return done(undefined);
  }
  const codes = {
    "not-found": "SERVER_PROCESS_INVALID_PATH",
    "cannot-run": "FLEET_VALIDATION_EXECUTABLE_RUNTIME_FAILURE",
    failed: "SERVER_PROCESS_PULL_FAILED",
  } as const;
  exited(turn, launch, outcome.reason);
  if (launch.status === "EXITING") {
    after(turn, launch);
    return done(undefined);
  }
  failed(turn, launch, codes[outcome.kind], `${launch.launchPath} could not be started: ${outcome.reason}`, "");
  return done(undefined);
}

/** The operating system has the process no more. */
export function launchExited(turn: Turn, { processId, how, log }: LaunchExited): Reply<undefined> {
  const launch = turn.world.deployment.launches.get(processId);
  if (launch === undefined) return done(undefined);
  const process = turn.world.processes.get(processId);
  if (launch.pid === null && process === undefined) {
    // The former host stopped before it came to it.
    exited(turn, launch, how);
    after(turn, launch);
    return done(undefined);
  }
  const wasAsked = launch.status === "EXITING" || process?.status === "ENDING";
  const reason = wasAsked ? (process?.statusReason ?? launch.reason) : `SERVER_PROCESS_CRASHED: ${how}`;
  exited(turn, launch, reason);
  if (process !== undefined) endProcess(turn, process, reason, !wasAsked);
  if (wasAsked) {
    if (process !== undefined) noteSuccess(turn, launch.instanceId, keyOf(launch));
    after(turn, launch);
    return done(undefined);
  }
  const said = `Process ${String(launch.pid ?? process?.pid)} (${launch.launchPath}) ended unasked: ${how}`;
  if (turn.nowMs - launch.launchedAtMs >= STABLE_AFTER_MS && launch.status === "READY") {
    tellFleet(turn, launch.fleetId, "SERVER_PROCESS_CRASHED", `${said}.`, log);
    noteSuccess(turn, launch.instanceId, keyOf(launch));
    after(turn, launch);
    return done(undefined);
  }
  const when = launch.status === "READY" ? "soon after ProcessReady" : "before it called ProcessReady";
  failed(turn, launch, "SERVER_PROCESS_CRASHED", `${said}, ${when}.`, log);
  return done(undefined);
}

/** ProcessEnding: it has a while to go by itself; one that never did anything but come and go counts as failed. */
export function leave(turn: Turn, launch: Launch, hasServed: boolean): void {
  if (hasServed || turn.nowMs - launch.launchedAtMs >= STABLE_AFTER_MS)
    noteSuccess(turn, launch.instanceId, keyOf(launch));
  else
    countFailure(turn, launch, "SERVER_PROCESS_CRASHED", "it said ProcessEnding without having hosted a session", "");
  putLaunch(turn, {
    ...launch,
    status: "EXITING",
    dueAtMs: turn.nowMs + turn.settings.processExitTimeoutMs,
    reason: "it said ProcessEnding",
  });
}

/** By force, now; and again until it is gone. */
export function endLaunchNow(turn: Turn, launch: Launch, reason: string): void {
  const exiting = putLaunch(turn, { ...launch, status: "EXITING", dueAtMs: turn.nowMs + KILL_AGAIN_MS, reason });
  // One that is not known to run yet is ended as soon as it is.
  if (launch.pid !== null) turn.effects.push({ do: "killLaunch", launch: exiting });
}

/** ProcessReady that did not come in time, and ends that did not. */
export function passLaunchDeadlines(turn: Turn): void {
  const { deployment } = turn.world;
  for (;;) {
    const id = deployment.launchDeadlines.due(turn.nowMs);
    if (id === undefined) return;
    const launch = deployment.launches.get(id);
    if (launch === undefined) throw new Error(`a launch is due that does not exist: "${id}"`);
    if (launch.status === "STARTED") readyTimedOut(turn, launch);
    else {
      if (turn.world.processes.get(id) === undefined && launch.reason === "it said ProcessEnding")
        tellFleet(
          turn,
          launch.fleetId,
          "SERVER_PROCESS_PROCESS_EXIT_TIMEOUT",
          `Process ${String(launch.pid)} (${launch.launchPath}) was still there ${String(turn.settings.processExitTimeoutMs / 1_000)} s after ProcessEnding and is ended by force.`,
        );
      endLaunchNow(turn, launch, launch.reason === "it said ProcessEnding" ? "it did not exit" : launch.reason);
    }
  }
}

function readyTimedOut(turn: Turn, launch: Launch): void {
  const waited = `${String(turn.settings.processReadyTimeoutMs / 1_000)} s`;
  const reason = `Process ${String(launch.pid)} (${launch.launchPath}) did not call ProcessReady within ${waited} and is ended by force.`;
  endLaunchNow(turn, launch, reason);
  countFailure(turn, launch, "SERVER_PROCESS_PROCESS_READY_TIMEOUT", reason, logOf(launch));
}

/** A start that came to nothing: told, counted, and perhaps tried again later. */
function failed(turn: Turn, launch: Launch, code: FleetEventCode, message: string, log: string): void {
  countFailure(turn, launch, code, message, log);
  after(turn, launch);
}

/** Its place is free: for another one, or for the instance to go. */
function after(turn: Turn, launch: Launch): void {
  keepUp(turn, { id: launch.instanceId });
  failIfNothingLeft(turn, launch);
  removeIfEmpty(turn, launch.instanceId);
}

function exited(turn: Turn, launch: Launch, reason: string): void {
  putLaunch(turn, { ...launch, status: "EXITED", dueAtMs: null, reason });
}

export function putLaunch(turn: Turn, launch: Launch): Launch {
  turn.world.deployment.launches.put(launch);
  turn.events.push({ type: "launchChanged", launch });
  return launch;
}

export const keyOf = ({ launchPath, parameters }: Launch): string =>
  launchKey({ launchPath, parameters, concurrentExecutions: 1 });

/** Where the machine keeps a process's output (ports/machine.ts). */
export const logOf = ({ instanceId, id }: Launch): string => `processes/${instanceId}/${id}.log`;
