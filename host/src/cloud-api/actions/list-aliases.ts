import type { Alias } from "../../model/index.js";
import { toWireAlias } from "../alias-wire.js";
import { refusalOf } from "../error-codes.js";
import { createFilter } from "../filters.js";
import { partOf } from "../slice.js";
import type { Action } from "./action.js";

/** More than any quota of aliases allows. */
const ALL = { offset: 0, limit: 100_000 };

/** By what a list may be ordered, each least first; of equals the one that was made first. */
const orders: Readonly<Record<string, (a: Alias, b: Alias) => number>> = {
  CreationTime: (a, b) => a.seq - b.seq,
  LastUpdatedTime: (a, b) => a.updatedAtMs - b.updatedAtMs || a.seq - b.seq,
  Name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.seq - b.seq),
};

/** A region's aliases by name, type and tags, newest first unless OrderBy and OrderWay say otherwise (gse-semantics e). */
export const listAliases: Action<"ListAliases"> = (request, { host, region, facts }) => {
  const { Name, RoutingStrategyType: type, OrderBy = "CreationTime", OrderWay = "desc" } = request;
  const order = Object.hasOwn(orders, OrderBy) ? orders[OrderBy] : undefined;
  if (order === undefined)
    throw refusalOf("ListAliases", {
      kind: "invalid-value",
      message: `the parameter "OrderBy" is ${JSON.stringify(OrderBy.slice(0, 40))}; give ${Object.keys(orders).join(", ")}`,
    });
  const passes = createFilter("ListAliases", request.Filters);
  const found = host.reads
    .aliases({ region }, ALL)
    .rows.filter(
      (alias) =>
        (Name === undefined || alias.name === Name) &&
        (type === undefined || alias.routing.type === type) &&
        passes(alias),
    )
    .sort(order);
  if (OrderWay === "desc") found.reverse();
  return { Aliases: partOf(found, request).map((alias) => toWireAlias(alias, facts)), TotalCount: found.length };
};
