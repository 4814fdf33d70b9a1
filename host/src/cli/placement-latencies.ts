import { usageError } from "./exit.js";
import type { LatencyFlag, Placement, WantedPlayer } from "./placement-values.js";
import { textOrFile } from "./remote.js";
import type { Terminal } from "./terminal.js";

type Latencies = Placement["PlayerLatencies"];

/** As StartGameServerSessionPlacement takes them. @throws CliError, exit code 2 */
export function latenciesOf(flag: LatencyFlag, players: readonly WantedPlayer[], terminal: Terminal): Latencies {
  if ("file" in flag) return latenciesIn(flag.file, terminal);
  const { player, region, ms } = flag;
  if (player === undefined && players.length === 0)
    throw usageError(
      `--latency ${region}=${String(ms)}: whose? Name the players with --player, or write PLAYER:REGION=MS`,
    );
  return (player === undefined ? players.map(({ PlayerId }) => PlayerId) : [player]).map((PlayerId) => ({
    PlayerId,
    RegionIdentifier: region,
    LatencyInMilliseconds: ms,
  }));
}

function latenciesIn(file: string, terminal: Terminal): Latencies {
  const found = parsed(textOrFile(file, terminal, "--latency"));
  const list = typeof found === "object" && found !== null && "PlayerLatencies" in found ? found.PlayerLatencies : null;
  if (Array.isArray(list) && list.every(isLatency)) return list;
  throw usageError(
    `--latency ${file}: the file is not what "gse latency --player ID --json" writes: ` +
      `{"PlayerLatencies": [{"PlayerId", "RegionIdentifier", "LatencyInMilliseconds"}, …]}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isLatency = (one: unknown): one is Latencies[number] =>
  typeof one === "object" &&
  one !== null &&
  "PlayerId" in one &&
  typeof one.PlayerId === "string" &&
  "RegionIdentifier" in one &&
  typeof one.RegionIdentifier === "string" &&
  "LatencyInMilliseconds" in one &&
  typeof one.LatencyInMilliseconds === "number";
