import type {
  Alias,
  DesiredPlayer,
  Fleet,
  LatencyPolicy,
  Placement,
  PlacementCommand,
  PlayerLatency,
  QueueCommand,
} from "../model/index.js";
import type { Random } from "./random.js";

/** Few of each, so that they meet again. */
const names = ["ranked", "casual", "event"] as const;
const placementIds = Array.from({ length: 12 }, (_, index) => `match-${String(index)}`);
const latencies = [0, 20, 60, 100, 200, 2 ** 31 - 1] as const;

/** What there is to be named. */
export interface Named {
  readonly regions: readonly string[];
  readonly playerIds: readonly string[];
  readonly fleets: readonly Fleet[];
  readonly aliases: readonly Alias[];
  readonly pending: readonly Placement[];
}

/** What users ask of queues and placements. */
export function queueWish(
  type: (QueueCommand | PlacementCommand)["type"],
  random: Random,
  named: Named,
): QueueCommand | PlacementCommand {
  const region = random.onceIn(9) ? random.pick(named.regions) : (named.regions[0] ?? "");
  const name = random.pick(names);
  switch (type) {
    case "createQueue":
      return {
        type,
        ...{ region, name },
        destinations: someDestinations(random, named),
        latencyPolicies: somePolicies(random),
        timeoutSeconds: random.pick([1, 20, 120, 600, random.onceIn(9) ? 601 : 60]),
        tags: [],
      };
    case "updateQueue":
      return {
        type,
        ...{ region, name },
        ...(random.onceIn(2) ? { destinations: someDestinations(random, named) } : {}),
        ...(random.onceIn(3) ? { latencyPolicies: somePolicies(random) } : {}),
        ...(random.onceIn(3) ? { timeoutSeconds: random.between(1, 200) } : {}),
      };
    case "deleteQueue":
      return { type, region, name };
    case "startPlacement": {
      const desiredPlayers = somePlayers(random, named.playerIds);
      return {
        type,
        region,
        placementId: random.pick(placementIds),
        queueName: name,
        maxPlayers: random.between(1, random.onceIn(20) ? 99 : 5),
        desiredPlayers,
        latencies: random.onceIn(2) ? [] : someLatencies(random, named, desiredPlayers),
        gameProperties: [],
        gameServerSessionName: "",
        gameServerSessionData: "",
        matchmakerData: "",
      };
    }
    case "stopPlacement":
      return { type, ...placementMeant(random, region, named.pending) };
  }
}

/** Mostly one that is PENDING. */
function placementMeant(random: Random, region: string, pending: readonly Placement[]) {
  if (random.onceIn(9)) return { region, placementId: "nobody" };
  if (pending.length === 0 || random.onceIn(4)) return { region, placementId: random.pick(placementIds) };
  const { region: itsRegion, placementId } = random.pick(pending);
  return { region: itsRegion, placementId };
}

function someDestinations(random: Random, { fleets, aliases, regions }: Named): readonly string[] {
  return Array.from({ length: random.pick([0, 1, 2, 2, 2, 3, 3, 3]) }, () => {
    if (random.onceIn(20)) return "fleet-1";
    if (random.onceIn(8)) return `qcs::gse:local::fleet/${random.pick(["fleet-by-name", "fleet-by-another"])}`;
    const [kind, rows] =
      aliases.length > 0 && random.onceIn(3) ? (["alias", aliases] as const) : (["fleet", fleets] as const);
    const row = rows.length === 0 ? undefined : random.pick<Fleet | Alias>(rows);
    const region = row === undefined || random.onceIn(20) ? random.pick(regions) : row.region;
    return `qcs::gse:${region}:uin/1:${kind}/${row?.id ?? "nobody"}`;
  });
}

function somePolicies(random: Random): readonly LatencyPolicy[] {
  if (random.onceIn(2)) return [];
  const maxima = random.onceIn(9) ? [80, 80] : [random.pick([30, 80]), random.pick([100, 150])];
  return maxima.map((maxLatencyMs, index) => ({
    maxLatencyMs,
    durationMs: index === maxima.length - 1 ? null : random.between(1, 30) * 1_000,
  }));
}

function somePlayers(random: Random, playerIds: readonly string[]): readonly DesiredPlayer[] {
  const count = random.pick([0, 1, 1, 2, 3]);
  const players = Array.from({ length: count }, () => ({ playerId: random.pick(playerIds), playerData: "" }));
  // Named twice they are refused.
  return random.onceIn(9) ? players : [...new Map(players.map((player) => [player.playerId, player])).values()];
}

function someLatencies(
  random: Random,
  { regions }: Named,
  players: readonly DesiredPlayer[],
): readonly PlayerLatency[] {
  return players.flatMap(({ playerId }) =>
    regions.flatMap((region) =>
      random.onceIn(9) ? [] : [{ playerId, region, latencyMs: random.onceIn(3) ? random.pick(latencies) : 20 }],
    ),
  );
}
