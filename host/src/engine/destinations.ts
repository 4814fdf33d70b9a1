import type { AliasId, Destination, FleetId, Queue, Reply } from "../model/index.js";
import { isHopelessFleet, type Spot } from "./queueing.js";
import { done, refused, type Turn } from "./turn.js";

/** gse-semantics a: names of fleets and aliases; in the manner of GSE Local the region is "local". */
const ARN = /^qcs::gse:([^:]*):[^:]*:(fleet|alias)\/(\S+)$/;

/** What names of resources name; each must be there, for one that is misspelt would only ever be passed over. */
export function readDestinations(
  turn: Turn,
  arns: readonly string[],
  queueRegion: string,
  doing: string,
): Reply<readonly Destination[]> {
  const found: Destination[] = [];
  for (const [index, arn] of arns.entries()) {
    const field = `Destinations.${String(index)}.DestinationArn`;
    const destination = readDestination(arn, queueRegion);
    if (destination === undefined)
      return refused(
        "invalid-value",
        `cannot ${doing}: ${field} is ${JSON.stringify(arn.slice(0, 128))}; write qcs::gse:REGION:uin/ACCOUNT:fleet/FLEET or …:alias/ALIAS, as FleetArn and AliasArn have it`,
        field,
      );
    const wrong = cannotLead(turn, destination, doing, field);
    if (wrong !== undefined) return wrong;
    found.push(destination);
  }
  return done(found);
}

function readDestination(arn: string, queueRegion: string): Destination | undefined {
  const [, place = "", kind, id = ""] = ARN.exec(arn) ?? [];
  const region = place === "" || place === "local" ? queueRegion : place;
  if (kind === "fleet") return { arn, region, fleetId: id as FleetId };
  return kind === "alias" ? { arn, region, aliasId: id as AliasId } : undefined;
}

function cannotLead(turn: Turn, destination: Destination, doing: string, field: string) {
  const { world, settings } = turn;
  const { arn, region, fleetId, aliasId } = destination;
  if (aliasId !== undefined) {
    const alias = world.deployment.aliases.get(aliasId);
    if (alias === undefined)
      return refused("alias-not-found", `cannot ${doing}: ${field} is "${arn}", and there is no such alias`, field);
    return alias.region === region ? undefined : refusedRegion(doing, field, arn, alias.region);
  }
  const fleet = world.findFleet(fleetId);
  if (fleet === undefined) {
    // A fleet of processes that were started by hand is only a name.
    const isOfNames = settings.servesAnyFleet || world.deployment.fleets.size === 0;
    return isOfNames || world.loads.of(null).processes.size > 0
      ? undefined
      : refused("fleet-not-found", `cannot ${doing}: ${field} is "${arn}", and there is no such fleet`, field);
  }
  if (fleet.status === "DELETING" || fleet.status === "TERMINATED")
    return refused(
      "fleet-not-active",
      `cannot ${doing}: ${field} is "${arn}", and that fleet is ${fleet.status}`,
      field,
    );
  return fleet.region === region ? undefined : refusedRegion(doing, field, arn, fleet.region);
}

const refusedRegion = (doing: string, field: string, arn: string, region: string) =>
  refused("invalid-value", `cannot ${doing}: ${field} is "${arn}", and that one is in ${region}`, field);

/**
 * Where the destinations of a queue lead at this moment, in its order. Passed over: a TERMINAL alias, and a fleet that hosts
 * nothing any more (gse-semantics f); one that is not ACTIVE yet may be.
 */
export function spotsOf(turn: Turn, { destinations }: Pick<Queue, "destinations">): readonly Spot[] {
  const { world } = turn;
  const spots = new Map<FleetId, Spot>();
  for (const { fleetId: named, aliasId, region } of destinations) {
    const routing = aliasId === undefined ? undefined : world.deployment.aliases.get(aliasId)?.routing;
    const fleetId = named ?? (routing?.type === "SIMPLE" ? routing.fleetId : null);
    if (fleetId === null || spots.has(fleetId)) continue;
    const fleet = world.findFleet(fleetId);
    if (fleet === undefined) spots.set(fleetId, { fleetId, region, pool: null });
    else if (!isHopelessFleet(fleet)) spots.set(fleetId, { fleetId, region: fleet.region, pool: fleetId });
  }
  return [...spots.values()];
}
