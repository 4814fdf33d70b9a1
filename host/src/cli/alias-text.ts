import type { Alias } from "./find-alias.js";
import { printable } from "./printable.js";
import { fields, table } from "./table.js";
import type { Colors } from "./terminal.js";

/** Where it leads, in words. */
export const leadsText = ({ RoutingStrategy: { Type, FleetId = "", Message = "" } }: Alias): string =>
  Type === "SIMPLE" ? `to ${FleetId}` : `nowhere: ${printable(Message)}`;

export function aliasesTable(aliases: readonly Alias[], colors: Colors): string {
  return table(
    ["ALIAS", "NAME", "LEADS", "CHANGED"].map(colors.dim),
    aliases.map((alias) => [alias.AliasId, printable(alias.Name), leadsText(alias), alias.LastUpdatedTime]),
  );
}

export const aliasFields = (alias: Alias): string =>
  fields([
    ["alias", alias.AliasId],
    ["name", printable(alias.Name)],
    ["description", printable(alias.Description)],
    ["leads", leadsText(alias)],
    ["created", alias.CreationTime],
    ["changed", alias.LastUpdatedTime],
    ["tags", alias.Tags.map(({ Key, Value }) => `${printable(Key)}=${printable(Value)}`).join(" ")],
    ["arn", alias.AliasArn],
  ]);
