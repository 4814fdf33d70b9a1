import type { CloudApiClient } from "../client/index.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { findFleet } from "./find-fleet.js";
import { putTarget } from "./fleet-policies.js";
import { rowOf } from "./fleet-rows.js";
import { capacityText, portText, runtimeText } from "./fleet-text.js";
import { watchFleet } from "./fleet-watch.js";
import type { GivenPorts } from "./port-range.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { runtimeGiven, type RuntimeFlags } from "./runtime-flags.js";
import { print, type Terminal } from "./terminal.js";

/** `gse fleet capacity FLEET`: how many instances it shall have, and has. */
export function fleetCapacity(fleet: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    await showCapacity(client, await findFleet(client, fleet), flags, terminal);
    return exitCodes.done;
  });
}

export interface FleetScaleFlags extends RemoteFlags {
  readonly desired?: number;
  readonly min?: number;
  readonly max?: number;
  /** Minutes. */
  readonly interval?: number;
  readonly auto?: boolean;
  readonly manual?: boolean;
  /** Percent. */
  readonly target?: number;
  readonly wait?: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** `gse fleet scale FLEET`: bounds that are not named make room for the number that is. */
export function fleetScale(fleet: string, flags: FleetScaleFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { desired, interval, auto, manual, target } = flags;
    const isSized = [desired, flags.min, flags.max, interval].some((value) => value !== undefined);
    if (!isSized && [auto, manual, target].every((value) => value === undefined))
      throw usageError("say how many instances: --desired N, --min N or --max N; or who decides: --auto or --manual");
    if (auto === true && manual === true) throw usageError("give --auto or --manual, not both");
    const FleetId = await findFleet(client, fleet);
    const { fleet: before, capacity } = await rowOf(client, FleetId);
    if (desired !== undefined && manual !== true && !before.StoppedActions.includes("AUTO_SCALING"))
      throw usageError(
        `policies decide how many instances ${FleetId} has, so --desired counts for nothing: ` +
          "add --manual to decide yourself, or bound them with --min and --max",
      );
    const { MiniNum, MaxiNum } = capacity.InstanceCounts;
    const request = {
      FleetId,
      DesiredInstances: desired,
      MinSize: flags.min ?? (desired !== undefined && desired < MiniNum ? desired : undefined),
      MaxSize: flags.max ?? (desired !== undefined && desired > MaxiNum ? desired : undefined),
      ScalingInterval: interval,
    };
    const begin = async (): Promise<void> => {
      const Actions = ["AUTO_SCALING"];
      if (manual === true) await client.call("StopFleetActions", { FleetId, Actions });
      if (isSized) await client.call("UpdateFleetCapacity", request);
      if (target !== undefined) await putTarget(client, FleetId, target);
      if (auto === true) await client.call("StartFleetActions", { FleetId, Actions });
    };
    if (flags.wait === true) {
      const order = { isOver: isAsDesired, seconds: flags.timeout, isSilent: flags.json === true, begin };
      await watchFleet(client, FleetId, order, terminal);
    } else await begin();
    await showCapacity(client, FleetId, flags, terminal);
    return exitCodes.done;
  });
}

const isAsDesired = ({ fleet, capacity: { InstanceCounts: counts } }: Awaited<ReturnType<typeof rowOf>>): boolean =>
  fleet.Status !== "ACTIVE" || (counts.Active === counts.Desired && counts.Pending === 0 && counts.Terminating === 0);

async function showCapacity(client: CloudApiClient, FleetId: string, flags: RemoteFlags, terminal: Terminal) {
  const { capacity } = await rowOf(client, FleetId);
  print(terminal, flags.json === true ? JSON.stringify(capacity) : `${FleetId}: instances ${capacityText(capacity)}`);
}

/** `gse fleet runtime FLEET`: what its instances run; with flags, from now on. */
export function fleetRuntime(fleet: string, flags: RemoteFlags & RuntimeFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const given = runtimeGiven(flags, terminal);
    const FleetId = await findFleet(client, fleet);
    const { RuntimeConfiguration: runtime } =
      given === undefined
        ? await client.call("DescribeRuntimeConfiguration", { FleetId })
        : await client.call("UpdateRuntimeConfiguration", { FleetId, RuntimeConfiguration: given });
    print(terminal, flags.json === true ? JSON.stringify(runtime) : runtimeText(runtime, terminal.colors));
    return exitCodes.done;
  });
}

export interface FleetPortsFlags extends RemoteFlags {
  readonly add?: readonly GivenPorts[];
  readonly remove?: readonly GivenPorts[];
}

/** `gse fleet ports FLEET`: where players may reach it; with flags, from now on. */
export function fleetPorts(fleet: string, flags: FleetPortsFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const FleetId = await findFleet(client, fleet);
    const { add, remove } = flags;
    if (add !== undefined || remove !== undefined)
      await client.call("UpdateFleetPortSettings", {
        FleetId,
        InboundPermissionAuthorizations: add,
        InboundPermissionRevocations: remove,
      });
    const { InboundPermissions: rules } = await client.call("DescribeFleetPortSettings", { FleetId });
    if (flags.json === true) print(terminal, JSON.stringify(rules));
    else if (rules.length === 0) print(terminal, `${FleetId} has no rule: players may come at any port.`);
    else print(terminal, rules.map(portText).join("\n"));
    return exitCodes.done;
  });
}
