import { toWireAlias } from "../alias-wire.js";
import type { Action } from "./action.js";
import { knownAlias } from "./known-alias.js";

/** One alias; those that were deleted are gone. */
export const describeAlias: Action<"DescribeAlias"> = ({ AliasId }, context) => ({
  Alias: toWireAlias(knownAlias("DescribeAlias", AliasId, context), context.facts),
});
