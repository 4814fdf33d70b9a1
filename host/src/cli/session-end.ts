import { exitCodes, type ExitCode } from "./exit.js";
import { findSession } from "./find-session.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { shortId } from "./session-name.js";
import { print, type Terminal } from "./terminal.js";

export interface SessionEndFlags extends RemoteFlags {
  readonly fleet?: string;
}

/** `gse session end SESSION`: ends it and the process that hosts it. */
export function sessionEnd(session: string, flags: SessionEndFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const GameServerSessionId = await findSession(client, session, flags.fleet);
    const response = await client.call("EndGameServerSessionAndProcess", { GameServerSessionId });
    if (flags.json === true) print(terminal, JSON.stringify({ GameServerSessionId, ...response }));
    else
      print(
        terminal,
        `${terminal.colors.green("✓")} ${shortId(GameServerSessionId)} is ending: its game server was asked to tell its players and go`,
      );
    return exitCodes.done;
  });
}
