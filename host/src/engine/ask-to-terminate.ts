import type { GameServerProcess } from "../model/index.js";
import type { Turn } from "./turn.js";

/** OnProcessTerminate, with the deadline that holds now; said anew whenever that deadline changes. */
export function askToTerminate(turn: Turn, process: GameServerProcess): void {
  turn.effects.push({ do: "askToTerminate", process });
  turn.events.push({ type: "processAskedToEnd", process });
}
