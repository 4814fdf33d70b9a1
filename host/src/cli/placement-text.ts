import type { Placement } from "./placement-values.js";
import { printable } from "./printable.js";
import { addressText } from "./session-text.js";
import { fields, table } from "./table.js";
import type { Colors } from "./terminal.js";

export function placementText(placement: Placement, colors: Colors): string {
  const lines: (readonly [string, string])[] = [
    ["placement", placement.PlacementId],
    ["status", placementStatusText(placement.Status, colors)],
    ["queue", printable(placement.GameServerSessionQueueName)],
    ["region", placement.GameServerSessionRegion],
    ["address", placement.IpAddress === "" ? "" : addressText(placement)],
    ["session", placement.GameServerSessionId],
    ["name", printable(placement.GameServerSessionName)],
    ["slots", String(placement.MaximumPlayerSessionCount)],
    ["latencies", latenciesText(placement)],
    [
      "properties",
      placement.GameProperties.map(({ Key, Value }) => `${printable(Key)}=${printable(Value)}`).join(", "),
    ],
    ["data", printable(placement.GameServerSessionData)],
    ["begun", placement.StartTime],
    ["ended", placement.EndTime ?? ""],
  ];
  const about = fields(lines.filter(([, value]) => value !== "").map(([name, value]) => [colors.dim(name), value]));
  return placement.PlacedPlayerSessions.length === 0 ? about : `${about}\n\n${placedTable(placement, colors)}`;
}

/** Who may connect with which player session. */
const placedTable = ({ PlacedPlayerSessions }: Placement, colors: Colors): string =>
  table(
    ["PLAYER", "PLAYER SESSION"].map(colors.dim),
    PlacedPlayerSessions.map(({ PlayerId, PlayerSessionId }) => [printable(PlayerId), PlayerSessionId]),
  );

/** `ada 100 ms ap-shanghai, 50 ms na-siliconvalley; bob …` */
function latenciesText({ PlayerLatencies }: Placement): string {
  const ofPlayer = new Map<string, string[]>();
  for (const { PlayerId = "", RegionIdentifier = "", LatencyInMilliseconds = 0 } of PlayerLatencies)
    ofPlayer.set(PlayerId, [
      ...(ofPlayer.get(PlayerId) ?? []),
      `${String(LatencyInMilliseconds)} ms ${printable(RegionIdentifier)}`,
    ]);
  return [...ofPlayer].map(([player, all]) => `${printable(player)} ${all.join(", ")}`).join("; ");
}

export function placementStatusText(status: string, colors: Colors): string {
  if (status === "FULFILLED") return colors.green(status);
  if (status === "PENDING") return colors.yellow(status);
  return status === "CANCELLED" ? colors.dim(status) : colors.red(status);
}
