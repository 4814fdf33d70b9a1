import { exitCodes, type ExitCode } from "./exit.js";
import { placementText } from "./placement-text.js";
import type { Placement } from "./placement-values.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

/** `gse placement show ID`. */
export function placementShow(PlacementId: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const answer = await client.call("DescribeGameServerSessionPlacement", { PlacementId });
    show(answer.GameServerSessionPlacement, flags, terminal);
    return exitCodes.done;
  });
}

/** `gse placement stop ID`: it waits no longer. */
export function placementStop(PlacementId: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const answer = await client.call("StopGameServerSessionPlacement", { PlacementId });
    show(answer.GameServerSessionPlacement, flags, terminal);
    return exitCodes.done;
  });
}

function show(placement: Placement, { json }: RemoteFlags, terminal: Terminal): void {
  print(terminal, json === true ? JSON.stringify(placement) : placementText(placement, terminal.colors));
}
