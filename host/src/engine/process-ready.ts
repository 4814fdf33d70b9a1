import type { AgentCommand, GameServerProcess, Launch, ProcessId, Reply } from "../model/index.js";
import { endProcess } from "./end-process.js";
import { enterState } from "./fleet-history.js";
import { endLaunchNow, logOf, putLaunch } from "./launching.js";
import { countFailure } from "./restarts.js";
import { isBeingCreated } from "./set-up.js";
import { HEALTH_CHECK_PERIOD_MS } from "./settings.js";
import { askToTerminate } from "./starts.js";
import { done, refused, type Turn } from "./turn.js";

type Ready = Extract<AgentCommand, { type: "processReady" }>;

/**
 * A process can host sessions. Said again by the same process (after a broken connection, say) it renews the ports and
 * keeps the session; said by another one under the same pid, the former is gone.
 */
export function processReady(turn: Turn, command: Ready): Reply<GameServerProcess> {
  const { world } = turn;
  for (const field of ["clientPort", "grpcPort"] as const)
    if (command[field] < 1 || command[field] > 65_535)
      return refused(
        "invalid-value",
        `cannot take the process with pid ${String(command.pid)}: ${field} is ${String(command[field])}; give the port it listens on, 1 to 65535`,
        field,
      );

  const launch = launchOf(turn, command);
  // Its own host comes back, and takes the game back that it may be hosting.
  if (launch === undefined && command.token !== undefined)
    return refused(
      "process-not-ready",
      `cannot take the process with pid ${String(command.pid)}: it was launched by another host, or by a former one that lost its data; start that host, or end the process`,
    );
  if (launch?.status === "EXITING")
    return refused(
      "process-not-ready",
      `cannot take the process with pid ${String(command.pid)}: it is to end (${launch.reason})`,
    );
  if (launch !== undefined && !mayBeReached(turn, launch, command.clientPort)) return refusePort(turn, launch, command);

  const before = launch === undefined ? world.processByPid(command.pid) : world.processes.get(launch.id);
  if (before !== undefined && (launch !== undefined || isSame(before, command)))
    return done(again(turn, before, command));
  // Of one that the host launched the machine tells that it is gone.
  if (before?.instanceId === null)
    endProcess(turn, before, "SERVER_PROCESS_CRASHED: another process has its pid now", before.status === "ACTIVE");

  return done(enter(turn, launch, command));
}

/** The host's own process that calls, if it is one: by its token, its pid, or the pid that leads its group. */
function launchOf({ world: { deployment } }: Turn, command: Ready): Launch | undefined {
  const { token, pid, groupLeader } = command;
  const byToken = token === undefined ? undefined : deployment.launchByToken(token);
  if (byToken !== undefined) return byToken;
  const byPid = deployment.launchByPid(pid);
  if (byPid !== undefined && mayBeSame(byPid, command)) return byPid;
  return groupLeader === null || groupLeader === pid ? undefined : deployment.launchByPid(groupLeader);
}

/** A pid comes again, a start time with it does not. */
const mayBeSame = (launch: Launch, { startedAt }: Ready): boolean =>
  launch.startedAt === null || startedAt === null || launch.startedAt === startedAt;

/** By the fleet's rules (gse-semantics d.4); one that has none restricts nothing. */
function mayBeReached({ world }: Turn, { fleetId }: Launch, port: number): boolean {
  const rules = world.findFleet(fleetId)?.inboundPermissions ?? [];
  return rules.length === 0 || rules.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort);
}

function refusePort(turn: Turn, launch: Launch, { pid, clientPort }: Ready) {
  const rules = turn.world.findFleet(launch.fleetId)?.inboundPermissions ?? [];
  const allowed = rules.map(({ fromPort, toPort, protocol }) => `${String(fromPort)}-${String(toPort)} ${protocol}`);
  const message =
    `process ${String(pid)} (${launch.launchPath}) reported the client port ${String(clientPort)}, which players cannot reach: ` +
    `the fleet's InboundPermissions allow ${allowed.join(", ")}; take a port of GSE_CLIENT_PORT_RANGE, or add a rule by UpdateFleetPortSettings`;
  const process = turn.world.processes.get(launch.id);
  if (process !== undefined) endProcess(turn, process, message, true);
  endLaunchNow(turn, launch, message);
  countFailure(turn, launch, "GENERIC_EVENT", message, logOf(launch));
  return refused("invalid-value", `cannot take the process: ${message}`, "clientPort");
}

function enter(turn: Turn, launch: Launch | undefined, command: Ready): GameServerProcess {
  const { world, nowMs } = turn;
  const process: GameServerProcess = {
    id: launch?.id ?? (turn.uuid() as ProcessId),
    fleetId: launch?.fleetId ?? null,
    instanceId: launch?.instanceId ?? null,
    pid: command.pid,
    startedAt: command.startedAt,
    status: "ACTIVE",
    clientPort: command.clientPort,
    grpcPort: command.grpcPort,
    logPaths: command.logPaths,
    readyAtMs: nowMs,
    sessionId: null,
    sessionsHosted: 0,
    isShielded: false,
    endsAtMs: null,
    statusReason: "",
  };
  world.processes.put(process);
  world.health.put({ id: process.id, failures: 0, dueAtMs: nowMs + HEALTH_CHECK_PERIOD_MS });
  turn.events.push({ type: "processReady", process, again: false });
  if (launch === undefined) return process;

  putLaunch(turn, { ...launch, status: "READY", dueAtMs: null });
  const fleet = world.deployment.fleets.get(launch.fleetId);
  if (fleet !== undefined && isBeingCreated(fleet)) enterState(turn, fleet, "ACTIVE");
  return process;
}

/** What may have been missed while the process was not to be reached is said again, and where it is reached now is seen. */
function again(turn: Turn, before: GameServerProcess, command: Ready): GameServerProcess {
  const { world, nowMs } = turn;
  const { pid, clientPort, grpcPort, logPaths } = command;
  const process: GameServerProcess = { ...before, pid, clientPort, grpcPort, logPaths };
  world.processes.put(process);
  turn.events.push({ type: "processReady", process, again: true });
  const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
  if (session !== undefined && session.port !== process.clientPort)
    world.sessions.put({ ...session, port: process.clientPort });
  const health = world.health.get(process.id);
  if (process.isShielded && health !== undefined) world.health.put({ ...health, dueAtMs: nowMs });
  if (process.status === "ENDING") askToTerminate(turn, process);
  return process;
}

/** By its start time where the machine shows it, else by the port that it listens on for callbacks. */
const isSame = (before: GameServerProcess, now: Ready): boolean =>
  before.startedAt !== null && now.startedAt !== null
    ? before.startedAt === now.startedAt
    : before.grpcPort === now.grpcPort;
