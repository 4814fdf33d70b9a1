import type { ProtectionPolicy } from "../model/index.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { findSession } from "./find-session.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { sessionFields } from "./session-text.js";
import { print, type Terminal } from "./terminal.js";

export interface SessionUpdateFlags extends RemoteFlags {
  readonly fleet?: string;
  readonly name?: string;
  readonly maxPlayers?: number;
  readonly players?: "accept" | "deny";
  readonly protection?: ProtectionPolicy;
}

/** `gse session update SESSION`: its name, slots, protection, and whether more players may come. */
export function sessionUpdate(session: string, flags: SessionUpdateFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { name, maxPlayers, players, protection } = flags;
    if ([name, maxPlayers, players, protection].every((value) => value === undefined))
      throw usageError("say what to change: --name, --max-players, --players accept|deny, --protection");
    const { GameServerSession: updated } = await client.call("UpdateGameServerSession", {
      GameServerSessionId: await findSession(client, session, flags.fleet),
      Name: name,
      MaximumPlayerSessionCount: maxPlayers,
      ...(players !== undefined && {
        PlayerSessionCreationPolicy: players === "accept" ? "ACCEPT_ALL" : "DENY_ALL",
      }),
      ProtectionPolicy: protection,
    });
    print(terminal, flags.json === true ? JSON.stringify(updated) : sessionFields(updated, terminal.colors));
    return exitCodes.done;
  });
}
