import { measure, timed, type Measurement } from "../measure.js";

/** Takes a slot of a session for a player. */
export type Join = (sessionId: string, playerId: string) => Promise<unknown>;

export const SLOTS_PER_SESSION = 200;

/** Joins, each of a new player, into one session after the other until all are full. */
export function measureJoins(
  join: Join,
  sessionIds: readonly string[],
  options: { readonly inFlight: number; readonly forMs: number },
): Promise<Measurement> {
  let players = 0;
  return measure(() => {
    const player = players++;
    const sessionId = sessionIds[Math.floor(player / SLOTS_PER_SESSION)];
    if (sessionId === undefined)
      throw new Error(`${String(sessionIds.length)} sessions are full; open more for this run`);
    return timed(() => join(sessionId, `player-${String(player)}`));
  }, options);
}
