import type { ActionName } from "../../gen/cloud-api.js";
import type { FleetId } from "../../model/index.js";
import type { ActionContext } from "./action.js";
import { fleetOfAlias, knownAlias } from "./known-alias.js";

/** How requests name a fleet. */
export interface FleetSelector {
  readonly FleetId?: string | undefined;
  readonly AliasId?: string | undefined;
}

/**
 * The fleet that a question is about, an alias's as it is now; undefined when it names none. FleetId wins over AliasId
 * (gse-semantics d.7).
 * @throws ApiRefusal when there is no such alias, or it leads nowhere
 */
export function fleetOf(
  action: ActionName,
  { FleetId, AliasId }: FleetSelector,
  context: Pick<ActionContext, "host">,
): FleetId | undefined {
  if (FleetId !== undefined) return FleetId as FleetId;
  return AliasId === undefined ? undefined : fleetOfAlias(action, knownAlias(action, AliasId, context));
}
