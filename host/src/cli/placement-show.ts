import { createConsoleClient } from "../client/ask-console.js";
import { CliError, exitCodes, type ExitCode } from "./exit.js";
import { placementText } from "./placement-text.js";
import type { Placement } from "./placement-values.js";
import { clientOptions, regionOf, withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

/** `gse placement show ID`. */
export function placementShow(id: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const PlacementId = await meantBy(id, flags, terminal);
    const answer = await client.call("DescribeGameServerSessionPlacement", { PlacementId });
    show(answer.GameServerSessionPlacement, flags, terminal);
    return exitCodes.done;
  });
}

/** `gse placement stop ID`: it waits no longer. */
export function placementStop(id: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const PlacementId = await meantBy(id, flags, terminal);
    const answer = await client.call("StopGameServerSessionPlacement", { PlacementId });
    show(answer.GameServerSessionPlacement, flags, terminal);
    return exitCodes.done;
  });
}

/** The id of the placement that was meant: the newest of the region by the word "latest", of which the cloud API has no list. */
async function meantBy(id: string, flags: RemoteFlags, terminal: Terminal): Promise<string> {
  if (id !== "latest") return id;
  const room = createConsoleClient(clientOptions(flags, terminal), "/console/placements");
  try {
    const { Placements: placements } = await room.ask({ Region: regionOf(flags, terminal) }, isPlacements);
    const [newest] = placements;
    if (newest !== undefined) return newest.PlacementId;
    throw new CliError(exitCodes.refused, 'there is no placement yet; start one with "gse placement start QUEUE"');
  } finally {
    room.close();
  }
}

interface Answer {
  /** Newest first. */
  readonly Placements: readonly { readonly PlacementId: string }[];
}

const isPlacements = (answer: object): answer is Answer => "Placements" in answer && Array.isArray(answer.Placements);

function show(placement: Placement, { json }: RemoteFlags, terminal: Terminal): void {
  print(terminal, json === true ? JSON.stringify(placement) : placementText(placement, terminal.colors));
}
