import { aliasesTable, aliasFields } from "./alias-text.js";
import { programName } from "./banner.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { allAliases, findAlias } from "./find-alias.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

/** `gse alias list`: those of the region, newest first. */
export function aliasList(flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const aliases = await allAliases(client);
    if (flags.json === true) print(terminal, JSON.stringify(aliases));
    else if (aliases.length === 0)
      print(
        terminal,
        `There is no alias; make one with: ${programName(terminal)} alias create --name NAME --fleet FLEET`,
      );
    else print(terminal, aliasesTable(aliases, terminal.colors));
    return exitCodes.done;
  });
}

/** `gse alias show ALIAS`. */
export function aliasShow(meant: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const alias = await findAlias(client, meant);
    print(terminal, flags.json === true ? JSON.stringify(alias) : aliasFields(alias));
    return exitCodes.done;
  });
}
