import type { Filter } from "../../src/search/filter.js";

const text = (value: string): string => `'${value.replace(/[\\']/g, (one) => `\\${one}`)}'`;

/** A filter as an expression; what stands inside an AND, an OR or a NOT, in parentheses where it is one of these itself. */
export function print(filter: Filter): string {
  switch (filter.kind) {
    case "and":
    case "or":
      return filter.of.map(inner).join(filter.kind === "and" ? " AND " : " OR ");
    case "not":
      return `NOT ${inner(filter.of)}`;
    case "text":
      return `${filter.field} ${filter.operator} ${text(filter.value)}`;
    case "property":
      return `gameServerSessionProperties.${text(filter.key)} ${filter.operator} ${text(filter.value)}`;
    case "number":
    case "flag":
      return `${filter.field} ${filter.operator} ${String(filter.value)}`;
  }
}

const inner = (filter: Filter): string =>
  filter.kind === "and" || filter.kind === "or" ? `(${print(filter)})` : print(filter);
