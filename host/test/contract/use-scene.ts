import { expect } from "vitest";
import { useForeignGameServer } from "../agent/support/use-foreign-game-server.js";
import { useOurGameServer } from "../agent/support/use-our-game-server.js";
import type { World } from "./worlds.js";

/** No machine has this pid, so only what the process says tells of it. */
const FIRST_PID = 2 ** 22 + 1;
const FLEET = "fleet-contract";

type Status = "ACTIVATING" | "ACTIVE" | "TERMINATING" | "TERMINATED" | "ERROR";

/** A GSE, a way to add game servers to it, and what its cloud API says, in few words. */
export function useScene(world: World) {
  const { api } = world;
  let pid = FIRST_PID;

  const describe = async (id: string) => {
    const { GameServerSessions } = await api.call("DescribeGameServerSessions", { GameServerSessionId: id });
    return GameServerSessions[0];
  };
  const becomes = (id: string, status: Status): Promise<void> =>
    expect.poll(async () => (await describe(id))?.Status, { timeout: 10_000, interval: 5 }).toBe(status);
  const create = async (maxPlayers = 3, more: { readonly Name?: string } = {}): Promise<string> => {
    const wanted = { FleetId: FLEET, MaximumPlayerSessionCount: maxPlayers, ...more };
    return (await api.call("CreateGameServerSession", wanted)).GameServerSession.GameServerSessionId;
  };

  return {
    ...world,
    create,
    describe,
    becomes,
    /** A game server that has said ProcessReady; `foreign`: one that was written without our SDK. */
    server: async (who: "ours" | "foreign" = "ours") => {
      const own = { agentAddress: world.agentAddress, pid: pid++, clientPort: 20_000 + pid - FIRST_PID };
      const server =
        who === "ours" ? await useOurGameServer(own) : await useForeignGameServer({ ...own, generation: "final" });
      await server.ready();
      return server;
    },
    /** A session that is ACTIVE. */
    session: async (maxPlayers?: number): Promise<string> => {
      const id = await create(maxPlayers);
      await becomes(id, "ACTIVE");
      return id;
    },
    /** A player's id of a reserved slot. */
    join: async (id: string, playerId: string): Promise<string> => {
      const wanted = { GameServerSessionId: id, PlayerId: playerId };
      return (await api.call("JoinGameServerSession", wanted)).PlayerSession.PlayerSessionId;
    },
    /** As `ada ACTIVE`, in the order of joining. */
    players: async (id: string): Promise<readonly string[]> => {
      const { PlayerSessions } = await api.call("DescribePlayerSessions", { GameServerSessionId: id, Limit: 100 });
      return PlayerSessions.map(({ PlayerId, Status }) => `${PlayerId} ${Status}`).reverse();
    },
  };
}
