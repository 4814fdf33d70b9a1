import type { GseClient } from "./gse-client.js";
import type { GameServerSession } from "./model/index.js";
import type { SessionPlayers } from "./session-players.js";

/** As the process ends, but for one session: no new players, those left removed, the session terminated. */
export async function endNeedlessSession(
  client: GseClient,
  session: GameServerSession,
  players: SessionPlayers | undefined,
  terminate: () => Promise<void>,
): Promise<void> {
  await client.updatePlayerSessionCreationPolicy({ gameServerSessionId: session.id, policy: "DENY_ALL" });
  if (players !== undefined) await Promise.all([...players.present].map(async (id) => players.letGo(id)));
  await terminate();
}
