import type { CloudApiClient } from "../client/index.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { allFleets, findFleet } from "./find-fleet.js";
import type { Instance } from "./fleet-answers.js";
import { instancesTable } from "./fleet-text.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

const PAGE = 100;

/** The instances of a fleet, newest first. */
export async function instancesOf(client: CloudApiClient, FleetId: string): Promise<readonly Instance[]> {
  const instances: Instance[] = [];
  for (;;) {
    const page = await client.call("DescribeInstancesExtend", { FleetId, Offset: instances.length, Limit: PAGE });
    instances.push(...page.Instances);
    if (page.Instances.length < PAGE) return instances;
  }
}

/** Those of all fleets of the region. */
export async function allInstances(client: CloudApiClient): Promise<readonly Instance[]> {
  const instances: Instance[] = [];
  for (const { FleetId } of await allFleets(client)) instances.push(...(await instancesOf(client, FleetId)));
  return instances;
}

export interface InstanceListFlags extends RemoteFlags {
  readonly fleet?: string;
}

/** `gse instance list`: of one fleet, or of all. */
export function instanceList(flags: InstanceListFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { fleet } = flags;
    const instances =
      fleet === undefined ? await allInstances(client) : await instancesOf(client, await findFleet(client, fleet));
    if (flags.json === true) print(terminal, JSON.stringify(instances));
    else if (instances.length === 0) print(terminal, "There is no instance; fleets have them.");
    else print(terminal, instancesTable(instances, terminal.clock.now(), terminal.colors));
    return exitCodes.done;
  });
}
