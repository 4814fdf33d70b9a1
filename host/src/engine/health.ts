import type { GameServerProcess, ObservedCommand, ProcessId, Reply } from "../model/index.js";
import { beginEnding, protectedUntilMs } from "./end-process.js";
import { settingsOf } from "./fleets.js";
import { HEALTH_CHECK_PERIOD_MS, UNHEALTHY_AFTER_FAILURES } from "./settings.js";
import { done, type Turn } from "./turn.js";

type HealthChecked = Extract<ObservedCommand, { type: "healthChecked" }>;

/** OnHealthCheck was answered, or was not (gse-semantics b.4). */
export function healthChecked(turn: Turn, { processId, outcome }: HealthChecked): Reply<undefined> {
  const { world } = turn;
  const process = world.processes.get(processId);
  const health = world.health.get(processId);
  if (process === undefined || health === undefined) return done(undefined);
  turn.events.push({ type: "healthChecked", process, isHealthy: outcome.kind === "ok" });

  if (outcome.kind === "ok") {
    if (health.failures > 0) world.health.put({ ...health, failures: 0 });
    if (process.isShielded && process.status === "ACTIVE") {
      const well = setShielded(turn, process, false);
      turn.events.push({ type: "processRecovered", process: well });
    }
    return done(undefined);
  }

  const failures = health.failures + 1;
  world.health.put({ ...health, failures });
  if (failures < UNHEALTHY_AFTER_FAILURES || process.status !== "ACTIVE") return done(undefined);
  const reason = `${String(failures)} health checks in a row failed: ${outcome.reason}`;
  const shielded = process.isShielded ? process : shield(turn, process, reason);
  if (settingsOf(turn, process.fleetId).endsUnhealthyProcesses)
    beginEnding(turn, shielded, reason, protectedUntilMs(turn, shielded));
  return done(undefined);
}

/** A callback did not reach the process: no new session for it, and a health check at once tells what is the matter. */
export function countFailedCallback(turn: Turn, processId: ProcessId, reason: string): void {
  const process = turn.world.processes.get(processId);
  const health = turn.world.health.get(processId);
  if (process === undefined || health === undefined) return;
  if (!process.isShielded) shield(turn, process, reason);
  turn.world.health.put({ ...health, failures: health.failures + 1, dueAtMs: turn.nowMs });
}

/** Asks every process that is due for its health. */
export function checkDueHealth(turn: Turn): void {
  const { world, nowMs } = turn;
  for (;;) {
    const id = world.healthDeadlines.due(nowMs);
    if (id === undefined) return;
    const process = world.processes.get(id);
    const health = world.health.get(id);
    if (process === undefined || health === undefined) throw new Error(`a health check is due for no process: "${id}"`);
    world.health.put({ ...health, dueAtMs: nowMs + HEALTH_CHECK_PERIOD_MS });
    turn.effects.push({ do: "checkHealth", process });
  }
}

function shield(turn: Turn, process: GameServerProcess, reason: string): GameServerProcess {
  const shielded = setShielded(turn, process, true);
  turn.events.push({ type: "processShielded", process: shielded, reason });
  return shielded;
}

function setShielded(turn: Turn, process: GameServerProcess, isShielded: boolean): GameServerProcess {
  const { world } = turn;
  const changed: GameServerProcess = { ...process, isShielded };
  world.processes.put(changed);
  const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
  if (session !== undefined) world.sessions.put({ ...session, availabilityStatus: isShielded ? "Disable" : "Enable" });
  return changed;
}
