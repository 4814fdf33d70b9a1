import type * as wire from "../gen/cloud-api.js";
import type { Alias, AliasRouting, FleetId } from "../model/index.js";
import type { HostFacts } from "./host-facts.js";
import { resourceName } from "./resource-name.js";
import { toWireTime } from "./to-wire.js";

export const toWireAlias = (alias: Alias, facts: Pick<HostFacts, "uin">): wire.Alias => ({
  AliasId: alias.id,
  AliasArn: resourceName(facts, alias.region, "alias", alias.id),
  Name: alias.name,
  Description: alias.description,
  RoutingStrategy: {
    Type: alias.routing.type,
    FleetId: alias.routing.fleetId ?? "",
    Message: alias.routing.message,
  },
  CreationTime: toWireTime(alias.createdAtMs),
  LastUpdatedTime: toWireTime(alias.updatedAtMs),
  Tags: alias.tags.map(({ key, value }) => ({ Key: key, Value: value })),
});

export const routingOf = ({ Type, FleetId, Message }: wire.RoutingStrategy): AliasRouting => ({
  type: Type,
  fleetId: FleetId === undefined || FleetId === "" ? null : (FleetId as FleetId),
  message: Message ?? "",
});
