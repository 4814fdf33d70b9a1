import { measureWarm, timed, type Load, type Measurement, type Operation } from "../measure.js";

/** Takes a slot of a session for a player. */
export type Join = (sessionId: string, playerId: string) => Promise<unknown>;

export const SLOTS_PER_SESSION = 200;

/**
 * Joins, each of a new player, into one session after the other, until the time is over or all are full: in the sixth part of
 * the sessions that the warm-up has to itself, then in the others.
 */
export async function measureJoins(
  join: Join,
  sessionIds: readonly string[],
  { inFlight, forMs }: Load,
): Promise<Measurement> {
  const forWarmUp = Math.ceil(sessionIds.length / 6);
  await measureWarm(joining(join, sessionIds.slice(0, forWarmUp)), { inFlight, forMs: forMs / 5 });
  return measureWarm(joining(join, sessionIds.slice(forWarmUp)), { inFlight, forMs });
}

function joining(join: Join, sessionIds: readonly string[]): Operation {
  let players = 0;
  return () => {
    const player = players++;
    const sessionId = sessionIds[Math.floor(player / SLOTS_PER_SESSION)];
    return sessionId === undefined ? undefined : timed(() => join(sessionId, `player-${String(player)}`));
  };
}
