import type { GameServerSession, PlayerSession } from "../client/index.js";
import { age } from "./duration.js";
import { printable } from "./printable.js";
import { lastPart, shortId } from "./session-name.js";
import { fields, table } from "./table.js";
import type { Colors } from "./terminal.js";

/** Sessions as `gse session list` shows them. */
export function sessionsTable(sessions: readonly GameServerSession[], nowMs: number, colors: Colors): string {
  return table(
    ["SESSION", "NAME", "STATUS", "PLAYERS", "ADDRESS", "AGE"].map(colors.dim),
    sessions.map((session) => [
      nameAmong(session, sessions),
      printable(session.Name),
      statusText(session.Status, colors),
      playersText(session),
      addressText(session),
      age(nowMs - Date.parse(session.CreationTime)),
    ]),
  );
}

/** Short where that is enough to tell it from the others of the list. */
function nameAmong({ GameServerSessionId }: GameServerSession, all: readonly GameServerSession[]): string {
  const short = shortId(GameServerSessionId);
  const isUnique = all.filter((other) => shortId(other.GameServerSessionId) === short).length === 1;
  return isUnique ? short : lastPart(GameServerSessionId);
}

export function sessionFields(session: GameServerSession, colors: Colors): string {
  const properties = session.GameProperties.map(({ Key, Value }) => `${printable(Key)}=${printable(Value)}`);
  const lines: (readonly [string, string])[] = [
    ["session", session.GameServerSessionId],
    ["status", statusText(session.Status, colors) + (session.StatusReason && `: ${printable(session.StatusReason)}`)],
    ["name", printable(session.Name)],
    ["fleet", session.FleetId],
    ["address", addressText(session)],
    ["players", `${playersText(session)}, ${session.PlayerSessionCreationPolicy}`],
    ["properties", properties.join(", ")],
    ["data", printable(session.GameServerSessionData)],
    ["creator", printable(session.CreatorId)],
    ["created", session.CreationTime],
    ["ended", session.TerminationTime ?? ""],
  ];
  return fields(lines.filter(([, value]) => value !== "").map(([name, value]) => [colors.dim(name), value]));
}

export function playersTable(players: readonly PlayerSession[], colors: Colors): string {
  return table(
    ["PLAYER", "PLAYER SESSION", "STATUS", "ADDRESS"].map(colors.dim),
    players.map((player) => [
      printable(player.PlayerId),
      player.PlayerSessionId,
      statusText(player.Status, colors),
      addressText(player),
    ]),
  );
}

export function statusText(status: GameServerSession["Status"] | PlayerSession["Status"], colors: Colors): string {
  switch (status) {
    case "ACTIVE":
      return colors.green(status);
    case "ACTIVATING":
    case "RESERVED":
    case "TERMINATING":
      return colors.yellow(status);
    case "ERROR":
    case "TIMEDOUT":
      return colors.red(status);
    case "TERMINATED":
    case "COMPLETED":
      return colors.dim(status);
  }
}

export const addressText = ({ IpAddress, Port }: { readonly IpAddress: string; readonly Port: number }): string =>
  IpAddress.includes(":") ? `[${IpAddress}]:${String(Port)}` : `${IpAddress}:${String(Port)}`;

const playersText = (session: GameServerSession): string =>
  `${String(session.CurrentPlayerSessionCount)} of ${String(session.MaximumPlayerSessionCount)}`;
