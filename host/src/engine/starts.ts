import type { GameServerProcess, GameServerSession, ProcessId } from "../model/index.js";
import type { Turn } from "./turn.js";

/**
 * A process was told of a session and has not answered, nor activated it. Not kept on disk: after a restart the session is
 * said to it anew.
 */
export interface Start {
  readonly id: ProcessId;
  readonly isUnderWay: boolean;
  /** It is to end, which it is told once it knows what it has to end. */
  readonly owesEnd: boolean;
}

/** OnStartGameServerSession, now or once more. */
export function tellOfSession(turn: Turn, process: GameServerProcess, session: GameServerSession): void {
  turn.world.starts.put({ id: process.id, isUnderWay: true, owesEnd: process.status === "ENDING" });
  turn.effects.push({ do: "startSession", process, session });
}

/** OnProcessTerminate, with the deadline that holds now; said anew whenever that deadline changes. */
export function askToTerminate(turn: Turn, process: GameServerProcess): void {
  turn.events.push({ type: "processAskedToEnd", process });
  tellOfEnd(turn, process);
}

/**
 * A game server that hears of its end before it knows of its session would go without it: the two callbacks may overtake
 * each other, above all when a host that comes back says both again. So the end waits until the session was heard.
 */
export function tellOfEnd(turn: Turn, process: GameServerProcess): void {
  const { starts } = turn.world;
  const start = starts.get(process.id);
  if (start === undefined) turn.effects.push({ do: "askToTerminate", process });
  else if (!start.owesEnd) starts.put({ ...start, owesEnd: true });
}

/** The process has heard of its session, or there is no session to hear of any more. */
export function startIsOver(turn: Turn, processId: ProcessId): void {
  const { starts, processes } = turn.world;
  const start = starts.get(processId);
  if (start === undefined) return;
  starts.put({ ...start, isUnderWay: false });
  const process = processes.get(processId);
  if (start.owesEnd && process?.status === "ENDING") tellOfEnd(turn, process);
}
