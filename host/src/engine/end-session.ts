import type { GameServerProcess, GameServerSession, PlayerSession } from "../model/index.js";
import { keepUp } from "./launching.js";
import { NO_PROTECTION_MS } from "./settings.js";
import { askToTerminate, startIsOver } from "./starts.js";
import type { Turn } from "./turn.js";

/** Ends a session for good: its players end with it, and its process is free for another one if it is well. */
export function endSession(
  turn: Turn,
  session: GameServerSession,
  status: "TERMINATED" | "ERROR",
  statusReason: string,
): GameServerSession {
  const { world, nowMs } = turn;
  for (const player of world.playersInSession(session.id)) endPlayer(turn, player);
  const ended: GameServerSession = { ...session, status, statusReason, endedAtMs: nowMs, currentPlayers: 0 };
  world.sessions.put(ended);
  turn.events.push({ type: "sessionEnded", session: ended });

  const process = world.processes.get(session.processId);
  if (process !== undefined) releaseProcess(turn, process);
  return ended;
}

/** One that was told to go and waited for its protected session has nothing to wait for any more (gse-semantics m-12). */
function releaseProcess(turn: Turn, process: GameServerProcess): void {
  const unprotectedMs = turn.nowMs + NO_PROTECTION_MS;
  const endsAtMs = process.status === "ENDING" ? Math.min(process.endsAtMs ?? Infinity, unprotectedMs) : null;
  const released: GameServerProcess = { ...process, sessionId: null, endsAtMs };
  turn.world.processes.put(released);
  if (endsAtMs !== process.endsAtMs) askToTerminate(turn, released);
  startIsOver(turn, process.id);
  // By a newer runtime configuration there may be no more need of it.
  if (released.instanceId !== null) keepUp(turn, { id: released.instanceId });
}

/** The session is over for this player: who was there has completed it, who never came has timed out (gse-semantics c.6). */
function endPlayer(turn: Turn, player: PlayerSession): void {
  const ended: PlayerSession = {
    ...player,
    status: player.status === "ACTIVE" ? "COMPLETED" : "TIMEDOUT",
    endedAtMs: turn.nowMs,
  };
  turn.world.players.put(ended);
  turn.events.push({ type: "playerEnded", player: ended });
}
