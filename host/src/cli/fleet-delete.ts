import { exitCodes, type ExitCode } from "./exit.js";
import { findFleet } from "./find-fleet.js";
import { watchFleet } from "./fleet-watch.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

export interface FleetDeleteFlags extends RemoteFlags {
  readonly wait?: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** `gse fleet delete FLEET`: its processes are told to go; with `--wait`, until all of it is gone. */
export function fleetDelete(fleet: string, flags: FleetDeleteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const FleetId = await findFleet(client, fleet);
    const begin = (): Promise<object> => client.call("DeleteFleet", { FleetId });
    const isSilent = flags.json === true;
    const tick = terminal.colors.green("✓");
    if (flags.wait === true) {
      const isOver = ({ fleet: { Status } }: { fleet: { Status: string } }): boolean => Status === "TERMINATED";
      await watchFleet(client, FleetId, { isOver, seconds: flags.timeout, isSilent, begin }, terminal);
      if (!isSilent) print(terminal, `${tick} ${FleetId} is gone`);
    } else {
      await begin();
      if (!isSilent) print(terminal, `${tick} ${FleetId} is being deleted: its processes are told to go`);
    }
    if (isSilent) print(terminal, JSON.stringify({ FleetId }));
    return exitCodes.done;
  });
}
