import { exitCodes, type ExitCode } from "./exit.js";
import { findSession } from "./find-session.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { playersTable, sessionFields } from "./session-text.js";
import { print, type Terminal } from "./terminal.js";

export interface SessionShowFlags extends RemoteFlags {
  readonly fleet?: string;
}

/** `gse session show SESSION`: all about it, and its players. */
export function sessionShow(session: string, flags: SessionShowFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const GameServerSessionId = await findSession(client, session, flags.fleet);
    const { GameServerSessionDetails } = await client.call("DescribeGameServerSessionDetails", { GameServerSessionId });
    const { PlayerSessions, NextToken } = await client.call("DescribePlayerSessions", {
      GameServerSessionId,
      Limit: 100,
    });
    const [detail] = GameServerSessionDetails;
    if (flags.json === true || detail === undefined) {
      print(terminal, JSON.stringify({ ...detail, PlayerSessions }));
      return exitCodes.done;
    }
    const { colors } = terminal;
    print(terminal, sessionFields(detail.GameServerSession, colors));
    print(terminal, "");
    if (PlayerSessions.length === 0) print(terminal, "No player has joined it yet.");
    else print(terminal, playersTable(PlayerSessions, colors));
    if (NextToken !== "")
      print(terminal, colors.dim("These are the newest 100; gse api DescribePlayerSessions shows all."));
    return exitCodes.done;
  });
}
