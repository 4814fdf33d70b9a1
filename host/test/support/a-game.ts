import { create, ready } from "./builders.js";
import type { useHost } from "./use-host.js";

/** A process that hosts an ACTIVE session. */
export const aGame = async (
  gse: Awaited<ReturnType<typeof useHost>>,
  pid = 101,
  wanted: Parameters<typeof create>[0] = {},
) => {
  await gse.ok(ready(pid));
  const { id: sessionId } = await gse.ok(create(wanted));
  return gse.ok({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 });
};
