import type { AliasId } from "../../model/index.js";
import { routingOf, toWireAlias } from "../alias-wire.js";
import { onlyGiven } from "../only-given.js";
import { run, type Action } from "./action.js";

/** Changes what is given of name, description and routing; new sessions follow at once, those that run stay (gse-semantics e). */
export const updateAlias: Action<"UpdateAlias"> = async (request, context) => {
  const alias = await run("UpdateAlias", context, {
    type: "updateAlias",
    aliasId: request.AliasId as AliasId,
    ...onlyGiven({
      name: request.Name,
      description: request.Description,
      routing: request.RoutingStrategy === undefined ? undefined : routingOf(request.RoutingStrategy),
    }),
  });
  return { Alias: toWireAlias(alias, context.facts) };
};
