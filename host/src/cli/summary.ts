import type { LiveCounts } from "../ports/index.js";
import type { Colors } from "./terminal.js";

/** `2 processes (1 idle) · 1 session · 3 players` */
export function summary({ processes, idleProcesses, sessions, players }: LiveCounts, colors: Colors): string {
  const servers =
    processes === 0
      ? colors.yellow("no game server yet: start one that calls ProcessReady")
      : `${colors.bold(String(processes))} ${processes === 1 ? "process" : "processes"} (${String(idleProcesses)} idle)`;
  return [servers, counted(sessions, "session", colors), counted(players, "player", colors)].join(colors.dim(" · "));
}

const counted = (count: number, thing: string, colors: Colors): string =>
  `${colors.bold(String(count))} ${count === 1 ? thing : `${thing}s`}`;
