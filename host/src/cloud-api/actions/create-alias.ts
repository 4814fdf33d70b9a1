import { routingOf, toWireAlias } from "../alias-wire.js";
import { run, type Action } from "./action.js";

/** Makes an alias: SIMPLE leads to a fleet, TERMINAL refuses with its message (gse-semantics e). */
export const createAlias: Action<"CreateAlias"> = async (request, context) => {
  const alias = await run("CreateAlias", context, {
    type: "createAlias",
    region: context.region,
    name: request.Name,
    description: request.Description ?? "",
    routing: routingOf(request.RoutingStrategy),
    tags: (request.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
  });
  return { Alias: toWireAlias(alias, context.facts) };
};
