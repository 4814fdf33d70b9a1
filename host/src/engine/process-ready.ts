import type { AgentCommand, GameServerProcess, ProcessId, Reply } from "../model/index.js";
import { askToTerminate } from "./ask-to-terminate.js";
import { endProcess } from "./end-process.js";
import { HEALTH_CHECK_PERIOD_MS } from "./settings.js";
import { done, refused, type Turn } from "./turn.js";

type Ready = Extract<AgentCommand, { type: "processReady" }>;

/**
 * A process can host sessions. Said again by the same process (after a broken connection, say) it renews the ports and
 * keeps the session; said by another one under the same pid, the former is gone.
 */
export function processReady(turn: Turn, command: Ready): Reply<GameServerProcess> {
  const { world, nowMs } = turn;
  for (const field of ["clientPort", "grpcPort"] as const)
    if (command[field] < 1 || command[field] > 65_535)
      return refused(
        "invalid-value",
        `cannot take the process with pid ${String(command.pid)}: ${field} is ${String(command[field])}; give the port it listens on, 1 to 65535`,
        field,
      );

  const before = world.processByPid(command.pid);
  if (before !== undefined && isSame(before, command)) {
    const again: GameServerProcess = {
      ...before,
      clientPort: command.clientPort,
      grpcPort: command.grpcPort,
      logPaths: command.logPaths,
    };
    world.processes.put(again);
    turn.events.push({ type: "processReady", process: again, again: true });
    renewAfterBreak(turn, again);
    return done(again);
  }
  if (before !== undefined)
    endProcess(turn, before, "SERVER_PROCESS_CRASHED: another process has its pid now", before.status === "ACTIVE");

  const process: GameServerProcess = {
    id: turn.uuid() as ProcessId,
    pid: command.pid,
    startedAt: command.startedAt,
    status: "ACTIVE",
    clientPort: command.clientPort,
    grpcPort: command.grpcPort,
    logPaths: command.logPaths,
    readyAtMs: nowMs,
    sessionId: null,
    isShielded: false,
    endsAtMs: null,
    statusReason: "",
  };
  world.processes.put(process);
  world.health.put({ id: process.id, failures: 0, dueAtMs: nowMs + HEALTH_CHECK_PERIOD_MS });
  turn.events.push({ type: "processReady", process, again: false });
  return done(process);
}

/** What may have been missed while the process was not to be reached is said again, and where it is reached now is seen. */
function renewAfterBreak(turn: Turn, process: GameServerProcess): void {
  const { world, nowMs } = turn;
  const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
  if (session !== undefined && session.port !== process.clientPort)
    world.sessions.put({ ...session, port: process.clientPort });
  const health = world.health.get(process.id);
  if (process.isShielded && health !== undefined) world.health.put({ ...health, dueAtMs: nowMs });
  if (process.status === "ENDING") askToTerminate(turn, process);
}

/** By its start time where the machine shows it, else by the port that it listens on for callbacks. */
const isSame = (before: GameServerProcess, now: Ready): boolean =>
  before.startedAt !== null && now.startedAt !== null
    ? before.startedAt === now.startedAt
    : before.grpcPort === now.grpcPort;
