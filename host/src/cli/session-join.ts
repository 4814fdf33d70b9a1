import type { CloudApiClient, PlayerSession } from "../client/index.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { findSession } from "./find-session.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { playersTable } from "./session-text.js";
import { print, type Terminal } from "./terminal.js";

export interface SessionJoinFlags extends RemoteFlags {
  readonly fleet?: string;
  readonly playerData?: string;
}

/** `gse session join SESSION PLAYER…`: all of the players get a slot, or none. */
export function sessionJoin(
  session: string,
  players: readonly string[],
  flags: SessionJoinFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const id = await findSession(client, session, flags.fleet);
    const joined = await join(client, id, players, flags.playerData);
    if (flags.json === true) {
      print(terminal, JSON.stringify(joined));
      return exitCodes.done;
    }
    const { colors } = terminal;
    print(terminal, playersTable(joined, colors));
    if (joined.some(({ Status }) => Status === "RESERVED")) {
      print(terminal, "");
      print(terminal, colors.dim("A reserved slot waits 60 s for its player to connect and give the player session."));
    }
    return exitCodes.done;
  });
}

async function join(
  client: CloudApiClient,
  sessionId: string,
  players: readonly string[],
  playerData: string | undefined,
): Promise<readonly PlayerSession[]> {
  const [first, ...others] = players;
  if (first === undefined) throw usageError("name the players who join: gse session join SESSION PLAYER…");
  if (others.length > 0) {
    if (playerData !== undefined)
      throw usageError(
        "--player-data is for one player; for several, call gse api JoinGameServerSessionBatch with PlayerDataMap",
      );
    const batch = { GameServerSessionId: sessionId, PlayerIds: players };
    return (await client.call("JoinGameServerSessionBatch", batch)).PlayerSessions;
  }
  const { PlayerSession: player } = await client.call("JoinGameServerSession", {
    GameServerSessionId: sessionId,
    PlayerId: first,
    ...(playerData !== undefined && { PlayerData: playerData }),
  });
  return [player];
}
