import type { GameServerProcess, GameServerSession, GameServerSessionId, Reply } from "../model/index.js";
import { callingProcess, done, refused, type Caller, type Turn } from "./turn.js";

/** The session, ended or not, if the calling process hosts or hosted it. */
export function ownSession(
  turn: Turn,
  caller: Caller,
  sessionId: GameServerSessionId,
  doing: string,
): Reply<GameServerSession> {
  const process = callingProcess(turn, caller, doing);
  if (!process.ok) return process;
  const session = turn.world.findSession(sessionId);
  if (session === undefined) return refusedUnknownSession(doing, sessionId);
  if (session.processId !== process.value.id) return refusedWrongProcess(doing, session, process.value);
  return done(session);
}

export const refusedUnknownSession = (doing: string, id: GameServerSessionId) =>
  refused("session-not-found", `cannot ${doing}: there is no game server session "${id}"`, "GameServerSessionId");

export const refusedNotActive = (doing: string, session: GameServerSession, wanted = "ACTIVE") =>
  refused(
    "session-not-active",
    `cannot ${doing} game server session "${session.id}": it is ${session.status}, not ${wanted}` +
      (session.statusReason === "" ? "" : ` (${session.statusReason})`),
  );

const refusedWrongProcess = (doing: string, session: GameServerSession, process: GameServerProcess) =>
  refused(
    "wrong-process",
    `cannot ${doing}: game server session "${session.id}" was given to another process, not to the one with pid ${String(process.pid)}`,
  );
