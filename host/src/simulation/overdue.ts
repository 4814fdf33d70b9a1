import type { LiveRowsById } from "./row-invariants.js";

/** What is due happens within a second: the host's timers may be that much behind after the clock was set. */
const TOLERANCE_MS = 1_000;

/** What should have happened by now and has not, in words. */
export function* overdue(
  { players, sessions, processes, launches, fleets }: LiveRowsById,
  nowMs: number,
): Iterable<string> {
  const isOver = (dueAtMs: number | null): boolean => dueAtMs !== null && dueAtMs + TOLERANCE_MS < nowMs;
  for (const { seq, status, lapsesAtMs } of players.values())
    if (status === "RESERVED" && isOver(lapsesAtMs)) yield `player ${String(seq)} is RESERVED for longer than 60 s`;
  for (const { seq, status, activateByMs } of sessions.values())
    if (status === "ACTIVATING" && isOver(activateByMs)) yield `session ${String(seq)} is ACTIVATING for too long`;
  for (const { id, endsAtMs } of processes.values()) if (isOver(endsAtMs)) yield `process ${id} is there after its end`;
  for (const { id, status, dueAtMs } of launches.values())
    if (isOver(dueAtMs)) yield `launch ${id} is ${status} for too long`;
  for (const { id, scaling } of fleets.values())
    for (const timer of scaling.timers)
      if (!timer.isStopped && isOver(timer.nextRunAtMs)) yield `timer ${timer.id} of fleet ${id} did not run`;
}
