import type { Alias, AliasCommand, AliasId, AliasRouting, FleetId, Reply, SessionPlace } from "../model/index.js";
import { newAliasId } from "./new-ids.js";
import { done, refused, type Turn } from "./turn.js";

type Of<Type extends AliasCommand["type"]> = Extract<AliasCommand, { type: Type }>;

export function createAlias(turn: Turn, { region, name, description, routing, tags }: Of<"createAlias">): Reply<Alias> {
  const { aliases } = turn.world.deployment;
  const { quotas } = turn.settings;
  const inRegion = [...aliases.values()].filter((alias) => alias.region === region).length;
  if (inRegion >= quotas.aliases)
    return refused(
      "quota",
      `cannot create an alias: ${region} has ${String(inRegion)}, as many as allowed; delete one`,
    );
  const leads = checkRouting(turn, routing, "create an alias");
  if (!leads.ok) return leads;
  const alias: Alias = {
    id: newAliasId(turn),
    seq: turn.world.nextSeq("aliases"),
    ...{ region, name, description, routing, tags },
    createdAtMs: turn.nowMs,
    updatedAtMs: turn.nowMs,
    deletedAtMs: null,
  };
  aliases.put(alias);
  return done(alias);
}

/** From this turn on whoever names the alias means the other fleet; sessions that run stay where they are. */
export function updateAlias(turn: Turn, { aliasId, name, description, routing }: Of<"updateAlias">): Reply<Alias> {
  const found = liveAlias(turn, aliasId, "update");
  if (!found.ok) return found;
  if (routing !== undefined) {
    const leads = checkRouting(turn, routing, `update alias "${aliasId}"`);
    if (!leads.ok) return leads;
  }
  const alias: Alias = {
    ...found.value,
    name: name ?? found.value.name,
    description: description ?? found.value.description,
    routing: routing ?? found.value.routing,
    updatedAtMs: turn.nowMs,
  };
  turn.world.deployment.aliases.put(alias);
  return done(alias);
}

export function deleteAlias(turn: Turn, { aliasId }: Of<"deleteAlias">): Reply<Alias> {
  const found = liveAlias(turn, aliasId, "delete");
  if (!found.ok) return found;
  const queue = turn.world.queueing.aQueueOfAlias(aliasId);
  if (queue !== undefined)
    return refused(
      "alias-in-use",
      `cannot delete alias "${aliasId}": queue "${queue.name}" in ${queue.region} leads to it; take it out of the queue first`,
      "AliasId",
    );
  const alias: Alias = { ...found.value, deletedAtMs: turn.nowMs };
  turn.world.deployment.aliases.put(alias);
  return done(alias);
}

/** The fleet that a new session shall be on. An alias is looked up in the very turn that creates the session (gse-semantics e). */
export function fleetMeant(turn: Turn, place: SessionPlace): Reply<FleetId> {
  if (place.fleetId !== undefined) return done(place.fleetId);
  const found = liveAlias(turn, place.aliasId, "follow");
  if (!found.ok) return found;
  const { type, fleetId, message } = found.value.routing;
  // What the client is told is the alias's own message (gse-semantics e).
  return type === "SIMPLE" && fleetId !== null ? done(fleetId) : refused("alias-terminal", message, "AliasId");
}

function liveAlias(turn: Turn, aliasId: AliasId, doing: string): Reply<Alias> {
  const alias = turn.world.deployment.aliases.get(aliasId);
  return alias === undefined
    ? refused(
        "alias-not-found",
        `cannot ${doing} alias "${aliasId}": there is no such alias; ListAliases names those there are`,
        "AliasId",
      )
    : done(alias);
}

/** SIMPLE needs a fleet that can be used, TERMINAL a message (gse-semantics e). */
function checkRouting(turn: Turn, { type, fleetId, message }: AliasRouting, doing: string): Reply<undefined> {
  if (type === "TERMINAL")
    return message === ""
      ? refused(
          "missing-value",
          `cannot ${doing}: RoutingStrategy.Message is missing; a TERMINAL alias needs one, which tells clients why`,
          "RoutingStrategy.Message",
        )
      : done(undefined);
  if (fleetId === null)
    return refused(
      "missing-value",
      `cannot ${doing}: RoutingStrategy.FleetId is missing; a SIMPLE alias leads to a fleet`,
      "RoutingStrategy.FleetId",
    );
  const { world, settings } = turn;
  const fleet = world.findFleet(fleetId);
  // A fleet of processes that were started by hand is only a name.
  if (fleet === undefined && (settings.servesAnyFleet || world.deployment.fleets.size === 0)) return done(undefined);
  if (fleet === undefined)
    return refused("fleet-not-found", `cannot ${doing}: there is no fleet "${fleetId}"`, "RoutingStrategy.FleetId");
  if (fleet.status === "ERROR" || fleet.status === "DELETING" || fleet.status === "TERMINATED")
    return refused(
      "fleet-not-active",
      `cannot ${doing}: fleet "${fleetId}" is ${fleet.status}; name one that can host sessions`,
      "RoutingStrategy.FleetId",
    );
  return done(undefined);
}
