import type { ActionTypes, CloudApiClient } from "../client/index.js";
import { oneMeant } from "./one-meant.js";

export type Alias = ActionTypes["ListAliases"]["response"]["Aliases"][number];

const PAGE = 100;

/** The aliases of the region, newest first. */
export async function allAliases(client: CloudApiClient): Promise<readonly Alias[]> {
  const aliases: Alias[] = [];
  for (;;) {
    const { Aliases } = await client.call("ListAliases", { Offset: aliases.length, Limit: PAGE });
    aliases.push(...Aliases);
    if (Aliases.length < PAGE) return aliases;
  }
}

/** The alias that was meant. @throws CliError when there is none, or several */
export async function findAlias(client: CloudApiClient, meant: string): Promise<Alias> {
  const aliases = (await allAliases(client)).map((alias) => ({ id: alias.AliasId, name: alias.Name, alias }));
  return oneMeant(aliases, meant, "alias", {
    where: "in this region",
    make: 'make one with "gse alias create"',
  }).alias;
}
