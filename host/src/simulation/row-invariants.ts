import type {
  Fleet,
  GameServerProcess,
  GameServerSession,
  Instance,
  Launch,
  OsProcess,
  PlayerSession,
} from "../model/index.js";

export interface LiveRowsById {
  readonly processes: ReadonlyMap<string, GameServerProcess>;
  readonly sessions: ReadonlyMap<string, GameServerSession>;
  readonly players: ReadonlyMap<string, PlayerSession>;
  readonly fleets: ReadonlyMap<string, Fleet>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly launches: ReadonlyMap<string, Launch>;
}

/** What must hold of the live rows at every moment; what does not, in words. */
export function* brokenRows(rows: LiveRowsById): Iterable<string> {
  yield* brokenProcesses(rows);
  yield* brokenSessions(rows);
  yield* brokenDeployment(rows);
}

function* brokenProcesses({ processes, sessions, launches }: LiveRowsById): Iterable<string> {
  // A pid alone may come again before it is seen that who had it is gone.
  const holders = new Set<string>();
  for (const process of processes.values()) {
    const { id, status, endsAtMs, sessionId, fleetId, instanceId } = process;
    if (holders.has(holderOf(process))) yield `two live processes are ${holderOf(process)}`;
    holders.add(holderOf(process));
    if (status === "ACTIVE" && endsAtMs !== null) yield `${id} has an end and is not ENDING`;
    if (sessionId !== null && sessions.get(sessionId)?.processId !== id) yield `${id} hosts what is not its session`;
    if ((fleetId === null) !== (instanceId === null)) yield `${id} has a fleet or an instance, not both`;
    if (instanceId !== null && launches.get(id)?.status !== "READY") yield `${id} is ready, and its launch is not`;
  }
}

function* brokenSessions({ processes, sessions, players }: LiveRowsById): Iterable<string> {
  const slots = new Map<string, Set<string>>();
  for (const player of players.values()) {
    const name = `player ${String(player.seq)}`;
    if (!sessions.has(player.gameServerSessionId)) yield `${name} is in no open session`;
    if ((player.status === "ACTIVE") !== (player.acceptedBy !== "")) yield `${name} was accepted by nobody`;
    const held = slots.get(player.gameServerSessionId);
    if (held === undefined) slots.set(player.gameServerSessionId, new Set([player.playerId]));
    else if (held.has(player.playerId)) yield `${name} is in the session already`;
    else held.add(player.playerId);
  }
  for (const session of sessions.values()) {
    const name = `session ${String(session.seq)}`;
    const process = processes.get(session.processId);
    if (process?.sessionId !== session.id) yield `${name} is not what its process hosts`;
    const isOut = process?.status === "ENDING" || process?.isShielded === true;
    if ((session.availabilityStatus === "Disable") !== isOut)
      yield `${name} is ${session.availabilityStatus} on such a process`;
    const held = slots.get(session.id)?.size ?? 0;
    if (held !== session.currentPlayers)
      yield `${name} counts ${String(session.currentPlayers)} players, not ${String(held)}`;
    if (held > session.maxPlayers) yield `${name} has ${String(held)} players, too many`;
    if (session.status === "ACTIVATING" && held > 0) yield `${name} has players before it is ACTIVE`;
  }
}

function* brokenDeployment({ processes, fleets, instances, launches }: LiveRowsById): Iterable<string> {
  for (const { id, status, capacity } of fleets.values()) {
    const { min, desired, max } = capacity;
    if (min > desired || desired > max) yield `fleet ${id} has the capacity ${JSON.stringify(capacity)}`;
    if (status === "NEW") yield `fleet ${id} is NEW for longer than a turn`;
  }
  for (const { id, status, fleetId } of instances.values()) {
    const fleet = fleets.get(fleetId);
    if (fleet === undefined) yield `instance ${id} is there without its fleet`;
    if (status !== "TERMINATING" && (fleet?.status === "ERROR" || fleet?.status === "DELETING"))
      yield `instance ${id} is ${status} in a fleet that is ${fleet.status}`;
  }
  const holders = new Set<string>();
  const tokens = new Set<string>();
  for (const { id, status, instanceId, fleetId, pid, startedAt, dueAtMs, token } of launches.values()) {
    const instance = instances.get(instanceId);
    if (instance?.fleetId !== fleetId) yield `launch ${id} is there without its instance`;
    if (instance?.status === "PENDING") yield `launch ${id} is on an instance that is not set up`;
    if (instance?.status === "TERMINATING" && (status === "STARTING" || status === "STARTED"))
      yield `launch ${id} is ${status} on an instance that is to go`;
    if (instance?.status === "TERMINATING" && processes.get(id)?.status === "ACTIVE")
      yield `process ${id} is ACTIVE on an instance that is to go`;
    if (status === "STARTING" && pid !== null) yield `launch ${id} is STARTING and has a pid`;
    if (pid === null && status === "STARTED") yield `launch ${id} is STARTED without a pid`;
    if ((status === "STARTED" || status === "EXITING") !== (dueAtMs !== null))
      yield `launch ${id} is ${status} and due at ${String(dueAtMs)}`;
    if (status === "READY" && !processes.has(id)) yield `launch ${id} is READY without a process`;
    if (tokens.has(token)) yield `launch ${id} has another one's token`;
    tokens.add(token);
    if (pid === null) continue;
    const holder = holderOf({ pid, startedAt });
    if (holders.has(holder)) yield `two live launches are ${holder}`;
    holders.add(holder);
  }
}

const holderOf = ({ pid, startedAt }: OsProcess): string => `pid ${String(pid)} of ${String(startedAt)}`;
