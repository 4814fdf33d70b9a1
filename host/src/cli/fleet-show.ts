import { exitCodes, type ExitCode } from "./exit.js";
import { findFleet } from "./find-fleet.js";
import { createNewsReader } from "./fleet-news.js";
import { rowOf } from "./fleet-rows.js";
import { eventText, fleetFields, instancesTable, portText, runtimeText } from "./fleet-text.js";
import { instancesOf } from "./instance-list.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

const SHOWN_EVENTS = 5;

/** `gse fleet show FLEET`: all about it: what it runs, where players reach it, its instances, what happened last. */
export function fleetShow(fleet: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const FleetId = await findFleet(client, fleet);
    const row = await rowOf(client, FleetId);
    const { RuntimeConfiguration: runtime } = await client.call("DescribeRuntimeConfiguration", { FleetId });
    const { InboundPermissions: ports } = await client.call("DescribeFleetPortSettings", { FleetId });
    const instances = await instancesOf(client, FleetId);
    const events = await createNewsReader(client, { FleetId }, SHOWN_EVENTS)();
    if (flags.json === true) {
      print(
        terminal,
        JSON.stringify({
          ...row.fleet,
          RuntimeConfiguration: runtime,
          InboundPermissions: ports,
          Capacity: row.capacity,
          Utilization: row.utilization,
          Instances: instances,
        }),
      );
      return exitCodes.done;
    }
    const { colors, clock } = terminal;
    const parts = [
      fleetFields(row, colors, runtime),
      runtimeText(runtime, colors),
      ports.length === 0 ? colors.dim("Players may come at any port.") : ports.map(portText).join("\n"),
      ...(instances.length === 0 ? [] : [instancesTable(instances, clock.now(), colors)]),
      events.map((event, index) => eventText(event, colors, events.slice(0, index))).join("\n"),
    ];
    print(terminal, parts.join("\n\n"));
    return exitCodes.done;
  });
}
