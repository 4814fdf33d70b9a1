import type {
  CloudApiCommand,
  GameServerProcess,
  GameServerSession,
  ObservedCommand,
  OperatorCommand,
  Reply,
} from "../model/index.js";
import { isOpen } from "../model/index.js";
import { endSession } from "./end-session.js";
import { refusedNotActive, refusedUnknownSession } from "./own-session.js";
import { NO_PROTECTION_MS } from "./settings.js";
import { askToTerminate, startIsOver } from "./starts.js";
import { tellFleet } from "./fleet-history.js";
import { settingsOf } from "./fleets.js";
import { endLaunchNow, leave, logOf } from "./launching.js";
import { done, findCaller, refused, type Caller, type Turn } from "./turn.js";

type End = Extract<CloudApiCommand, { type: "endGameServerSessionAndProcess" }>;
type Gone = Extract<ObservedCommand, { type: "processGone" }>;

/**
 * Tells a process to go: it gets no new session, and OnProcessTerminate says until when it may stay. What was decided
 * before holds, unless this is sooner.
 */
export function beginEnding(turn: Turn, process: GameServerProcess, reason: string, endsAtMs: number | null): void {
  const { world } = turn;
  if (process.status === "ENDING" && !isSooner(endsAtMs, process.endsAtMs)) return;
  const ending: GameServerProcess = { ...process, status: "ENDING", statusReason: reason, endsAtMs };
  world.processes.put(ending);
  const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
  if (session !== undefined) world.sessions.put({ ...session, availabilityStatus: "Disable" });
  askToTerminate(turn, ending);
}

const isSooner = (atMs: number | null, thanAtMs: number | null): boolean =>
  atMs !== null && (thanAtMs === null || atMs < thanAtMs);

/** How long its session's protection lets a process live; null: until it ends by itself (gse-semantics d.5, m-12). */
export function protectedUntilMs(turn: Turn, process: GameServerProcess): number | null {
  const session = process.sessionId === null ? undefined : turn.world.sessions.get(process.sessionId);
  switch (session?.protectionPolicy) {
    case "FullProtection":
      return null;
    case "TimeLimitProtection":
      return turn.nowMs + settingsOf(turn, process.fleetId).protectionTimeLimitMs;
    case "NoProtection":
    case undefined:
      return turn.nowMs + NO_PROTECTION_MS;
  }
}

/** A process that was told to go while its session had another protection: the new one decides how long it may stay. */
export function followProtection(turn: Turn, session: GameServerSession): void {
  const process = turn.world.processes.get(session.processId);
  if (process?.status !== "ENDING") return;
  const ending: GameServerProcess = { ...process, endsAtMs: protectedUntilMs(turn, process) };
  turn.world.processes.put(ending);
  askToTerminate(turn, ending);
}

/** EndGameServerSessionAndProcess (gse-semantics d.5, m-13). */
export function end(turn: Turn, { target }: End): Reply<undefined> {
  const { world, nowMs } = turn;
  const found = "sessionId" in target ? processOfSession(turn, target.sessionId) : processAt(turn, target);
  if (!found.ok) return found;
  const process = found.value;
  const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
  if (session?.protectionPolicy === "FullProtection")
    return refused(
      "session-protected",
      `cannot end game server session "${session.id}": its protection policy is "FullProtection"; set another one by UpdateGameServerSession first`,
    );
  const reason = "ended by EndGameServerSessionAndProcess";
  if (session !== undefined && session.status !== "TERMINATING")
    world.sessions.put({ ...session, status: "TERMINATING", statusReason: reason, availabilityStatus: "Disable" });
  beginEnding(turn, process, reason, nowMs + turn.settings.processExitTimeoutMs);
  startIsOver(turn, process.id);
  return done(undefined);
}

/** A process that ends already goes by the sooner of both instants. */
export function endByOperator(turn: Turn, { processId, reason, endsAtMs }: OperatorCommand): Reply<GameServerProcess> {
  const process = turn.world.processes.get(processId);
  if (process === undefined)
    return refused("process-not-found", `cannot end the process "${processId}": it has ended, or there was never one`);
  beginEnding(turn, process, reason, endsAtMs);
  return done(turn.world.processes.get(processId) ?? process);
}

function processOfSession({ world }: Turn, sessionId: GameServerSession["id"]): Reply<GameServerProcess> {
  const session = world.findSession(sessionId);
  if (session === undefined) return refusedUnknownSession("end", sessionId);
  const process = isOpen(session) ? world.processes.get(session.processId) : undefined;
  return process === undefined ? refusedNotActive("end", session, "ACTIVE or ACTIVATING") : done(process);
}

function processAt(
  { world, settings }: Turn,
  at: { readonly ipAddress: string; readonly port: number },
): Reply<GameServerProcess> {
  const process = at.ipAddress === settings.publicAddress ? world.processByClientPort(at.port) : undefined;
  if (process !== undefined) return done(process);
  return refused(
    "process-not-found",
    `cannot end the process at ${at.ipAddress}:${String(at.port)}: no game server process reported that address`,
    "Port",
  );
}

/** The process exited. Unasked, that is a crash; its session cannot go on (gse-semantics c.4, m-14). */
export function gone(turn: Turn, { processId, how }: Gone): Reply<undefined> {
  const process = turn.world.processes.get(processId);
  if (process === undefined) return done(undefined);
  const wasAsked = process.status === "ENDING";
  endProcess(turn, process, wasAsked ? process.statusReason : `SERVER_PROCESS_CRASHED: ${how}`, !wasAsked);
  return done(undefined);
}

/** ProcessEnding. Said again, or by one that is history, it changes nothing. */
export function processEnding(turn: Turn, caller: Caller): Reply<undefined> {
  const process = findCaller(turn, caller);
  if (process === undefined) return done(undefined);
  endProcess(turn, process, "it said ProcessEnding", false);
  const launch = turn.world.deployment.launches.get(process.id);
  if (launch !== undefined) leave(turn, launch, process.sessionsHosted > 0 || process.status === "ENDING");
  return done(undefined);
}

/** Processes that were told to go and did not. */
export function forceOverdue(turn: Turn): void {
  for (;;) {
    const id = turn.world.endDeadlines.due(turn.nowMs);
    if (id === undefined) return;
    const process = turn.world.processes.get(id);
    if (process === undefined) throw new Error(`the end of a process is due that does not exist: "${id}"`);
    endProcess(turn, process, `SERVER_PROCESS_FORCE_TERMINATED: ${process.statusReason}`, false);
    // One that was started by hand is not the host's to end.
    const launch = turn.world.deployment.launches.get(id);
    if (launch === undefined) continue;
    endLaunchNow(turn, launch, process.statusReason);
    tellFleet(
      turn,
      launch.fleetId,
      process.isShielded ? "SERVER_PROCESS_TERMINATED_UNHEALTHY" : "SERVER_PROCESS_FORCE_TERMINATED",
      `Process ${String(launch.pid)} (${launch.launchPath}) did not end when it was asked to and is ended by force: ${process.statusReason}`,
      logOf(launch),
    );
  }
}

/** Sessions that were not activated in time; their process is not to be trusted with another one (gse-semantics m-14). */
export function failOverdueActivations(turn: Turn): void {
  for (;;) {
    const id = turn.world.activationDeadlines.due(turn.nowMs);
    if (id === undefined) return;
    const session = turn.world.sessions.get(id);
    if (session === undefined) throw new Error(`an activation is due that does not exist: "${id}"`);
    const waitedMs = session.activateByMs - session.createdAtMs;
    endSession(
      turn,
      session,
      "ERROR",
      `GAME_SESSION_ACTIVATION_TIMEOUT: no ActivateGameServerSession within ${String(waitedMs / 1000)} s`,
    );
    const process = turn.world.processes.get(session.processId);
    if (process !== undefined && process.fleetId !== null)
      tellFleet(
        turn,
        process.fleetId,
        "GAME_SESSION_ACTIVATION_TIMEOUT",
        `Game server session ${session.id} was not activated within ${String(waitedMs / 1000)} s.`,
        `processes/${process.instanceId ?? ""}/${process.id}.log`,
      );
    if (process !== undefined)
      beginEnding(
        turn,
        process,
        "a session was not activated in time",
        turn.nowMs + turn.settings.processExitTimeoutMs,
      );
  }
}

export function endProcess(turn: Turn, process: GameServerProcess, reason: string, isCrash: boolean): void {
  const { world } = turn;
  const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
  const ended: GameServerProcess = {
    ...process,
    status: "TERMINATED",
    statusReason: reason,
    sessionId: null,
    endsAtMs: null,
  };
  const health = world.health.get(process.id);
  world.processes.put(ended);
  if (health !== undefined) world.health.put(health);
  startIsOver(turn, process.id);
  if (session !== undefined)
    endSession(turn, session, isCrash && session.status !== "TERMINATING" ? "ERROR" : "TERMINATED", reason);
  turn.events.push({ type: "processEnded", process: ended });
}
