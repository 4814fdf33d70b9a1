import { programName } from "./banner.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { allFleets } from "./find-fleet.js";
import { rowsOf } from "./fleet-rows.js";
import { fleetsTable } from "./fleet-text.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

/** `gse fleet list`: those of the region, newest first. */
export function fleetList(flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const fleets = await allFleets(client);
    if (flags.json === true) print(terminal, JSON.stringify(fleets));
    else if (fleets.length === 0)
      print(terminal, `There is no fleet; make one with: ${programName(terminal)} fleet create`);
    else print(terminal, fleetsTable(await rowsOf(client, fleets), terminal.clock.now(), terminal.colors));
    return exitCodes.done;
  });
}
