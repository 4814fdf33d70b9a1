import type { ActionName } from "../../gen/cloud-api.js";
import { isLiveAlias, type Alias, type AliasId, type FleetId } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import type { ActionContext } from "./action.js";

/** The alias of that id. @throws ApiRefusal when there is none, or it was deleted */
export function knownAlias(action: ActionName, id: string, { host }: Pick<ActionContext, "host">): Alias {
  const alias = host.reads.alias(id as AliasId);
  if (alias !== undefined && isLiveAlias(alias)) return alias;
  throw refusalOf(action, {
    kind: "alias-not-found",
    message: `${alias === undefined ? "there is no alias" : "deleted is the alias"} ${JSON.stringify(id.slice(0, 128))}: ListAliases names those there are`,
  });
}

/** The fleet that it leads to now. @throws ApiRefusal with the alias's own message when it is TERMINAL (gse-semantics e) */
export function fleetOfAlias(action: ActionName, { routing }: Alias): FleetId {
  if (routing.type === "SIMPLE" && routing.fleetId !== null) return routing.fleetId;
  throw refusalOf(action, { kind: "alias-terminal", message: routing.message });
}
