import type { GameServerSession } from "../../api/catalogue.js";
import type { ProcessRow } from "../../live/wire.js";

interface TileOf<State extends string> {
  readonly id: string;
  readonly state: State;
  /** "4711 ", "" where it is not known. */
  readonly pidText: string;
}

export type Tile =
  | TileOf<"starting" | "idle" | "ending" | "unhealthy">
  | (TileOf<"hosting"> & {
      readonly session: string;
      readonly players: number;
      readonly mostPlayers: number;
      /** From 0 to 1. */
      readonly share: number;
    });

/** What one sees of a process at a glance. @param session what it hosts, where that is known */
export function tileOf(process: ProcessRow, session: GameServerSession | undefined): Tile {
  const common = { id: process.ProcessId, pidText: process.Pid === null ? "" : `${process.Pid} ` };
  if (process.Status === "STARTING" || process.Status === "STARTED") return { ...common, state: "starting" };
  if (process.Status !== "ACTIVE") return { ...common, state: "ending" };
  if (process.IsShielded) return { ...common, state: "unhealthy" };
  if (process.SessionId === null) return { ...common, state: "idle" };
  const players = session?.CurrentPlayerSessionCount ?? 0;
  const mostPlayers = session?.MaximumPlayerSessionCount ?? 0;
  return {
    ...common,
    state: "hosting",
    session: session?.Name || process.SessionId,
    share: mostPlayers === 0 ? 0 : Math.min(1, players / mostPlayers),
    ...{ players, mostPlayers },
  };
}
