import { measure, timed, type Measurement } from "../measure.js";
import type { VirtualGameServers } from "./virtual-game-servers.js";

/** Asks for a session and gives back its id. The real thing and the floor differ in nothing else. */
export type CreateSession = () => Promise<string>;

/**
 * Create → ACTIVE: from the request to the moment when it is answered and the game server's activation is acknowledged.
 * Each session is then terminated, which counts for the rate and not for the latency.
 */
export function measureSessionStarts(
  create: CreateSession,
  servers: VirtualGameServers,
  options: { readonly inFlight: number; readonly forMs: number },
): Promise<Measurement> {
  return measure(async () => {
    let id = "";
    const tookMs = await timed(async () => {
      id = await create();
      await servers.activated(id);
    });
    await servers.terminate(id);
    return tookMs;
  }, options);
}
