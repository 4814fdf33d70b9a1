import type { Action } from "./action.js";
import { fleetOfAlias, knownAlias } from "./known-alias.js";

/** The fleet that an alias leads to now; a TERMINAL one refuses with its message (gse-semantics e). */
export const resolveAlias: Action<"ResolveAlias"> = ({ AliasId }, context) => ({
  FleetId: fleetOfAlias("ResolveAlias", knownAlias("ResolveAlias", AliasId, context)),
});
