import type { GameServerSession } from "../client/index.js";
import { programName } from "./banner.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { fleetOrOnly, refuseNoFleet } from "./find-fleet.js";
import { sessionsOf } from "./find-session.js";
import { sameHost, withHost, type RemoteFlags } from "./remote.js";
import { sessionsTable } from "./session-text.js";
import { print, type Terminal } from "./terminal.js";

export interface SessionListFlags extends RemoteFlags {
  readonly fleet?: string;
  readonly status?: GameServerSession["Status"];
  readonly limit: number;
}

/** `gse session list`: the newest first. */
export function sessionList(flags: SessionListFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { status, limit } = flags;
    const fleet = await fleetOrOnly(client, flags.fleet);
    const sessions: GameServerSession[] = [];
    let hasMore = false;
    const query = { FleetId: fleet, StatusFilter: status, Limit: Math.min(limit, 100) };
    for await (const session of sessionsOf(client, query)) {
      hasMore = sessions.length === limit;
      if (hasMore) break;
      sessions.push(session);
    }
    if (sessions.length === 0) await refuseNoFleet(client, fleet);
    if (flags.json === true) {
      print(terminal, JSON.stringify(sessions));
      return exitCodes.done;
    }
    const { colors, clock } = terminal;
    if (sessions.length === 0) {
      const which = status === undefined ? "" : ` that is ${status}`;
      const there = flags.fleet === undefined ? "" : ` --fleet ${fleet}`;
      print(
        terminal,
        `There is no game server session${which} on ${fleet}; make one with: ` +
          `${programName(terminal)} session create${there}${sameHost(flags)}`,
      );
      return exitCodes.done;
    }
    print(terminal, sessionsTable(sessions, clock.now(), colors));
    if (hasMore) print(terminal, colors.dim(`There are more; see them with --limit ${String(limit * 5)}`));
    return exitCodes.done;
  });
}
