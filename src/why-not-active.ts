import type { GseClient } from "./gse-client.js";
import type { Log } from "./log.js";
import { GseError, messageOf, type GameServerSession, type GseRefusalReason } from "./model/index.js";

/**
 * Why GSE does not hold the session for ACTIVE; undefined when it does, or does not answer. Activate said again changes
 * nothing where it is ACTIVE, and is refused where it is not.
 */
export async function whyNotActive(
  client: GseClient,
  session: GameServerSession,
  maxPlayers: number,
  log: Log,
): Promise<GseRefusalReason | undefined> {
  try {
    await client.activateGameServerSession({ gameServerSessionId: session.id, maxPlayers });
    return undefined;
  } catch (err) {
    log.warn({ gameServerSessionId: session.id, err }, `GSE was asked whether it has the session: ${messageOf(err)}`);
    return err instanceof GseError ? err.reason : undefined;
  }
}
