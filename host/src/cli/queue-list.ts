import type { CloudApiClient } from "../client/index.js";
import { programName } from "./banner.js";
import { CliError, exitCodes, type ExitCode } from "./exit.js";
import { destinationsOf } from "./find-destination.js";
import { partsOf, queueFields, queuesTable } from "./queue-text.js";
import type { Queue } from "./queue-values.js";
import { regionOf, withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

const PAGE = 100;

/** `gse queue list`: those of the region. */
export function queueList(flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const queues: Queue[] = [];
    for (let isLast = false; !isLast;) {
      const page = await client.call("DescribeGameServerSessionQueues", { Offset: queues.length, Limit: PAGE });
      queues.push(...page.GameServerSessionQueues);
      isLast = page.GameServerSessionQueues.length < PAGE;
    }
    if (flags.json === true) print(terminal, JSON.stringify(queues));
    else if (queues.length === 0)
      print(
        terminal,
        `There is no queue; make one with: ${programName(terminal)} queue create NAME --to FLEET_OR_ALIAS…`,
      );
    else print(terminal, queuesTable(queues, terminal.colors));
    return exitCodes.done;
  });
}

/** `gse queue show NAME`. */
export function queueShow(name: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    await printQueue(await describeQueue(client, name), flags, terminal);
    return exitCodes.done;
  });
}

export async function describeQueue(client: CloudApiClient, name: string): Promise<Queue> {
  const { GameServerSessionQueues } = await client.call("DescribeGameServerSessionQueues", { Names: [name] });
  const [queue] = GameServerSessionQueues;
  if (queue === undefined) throw new CliError(exitCodes.refused, `there is no queue "${name}" in this region`);
  return queue;
}

/** With what its destinations are called, in each of their regions. */
export async function printQueue(queue: Queue, flags: RemoteFlags, terminal: Terminal): Promise<void> {
  if (flags.json === true) {
    print(terminal, JSON.stringify(queue));
    return;
  }
  const own = regionOf(flags, terminal);
  const regions = new Set(queue.Destinations.map(({ DestinationArn = "" }) => partsOf(DestinationArn).region || own));
  const known = await Promise.all([...regions].map((region) => destinationsOf(region, flags, terminal)));
  print(terminal, queueFields(queue, known.flat(), terminal.colors));
}
