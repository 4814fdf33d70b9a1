import type { ProtectionPolicy } from "../model/index.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { findAsset } from "./find-asset.js";
import { findFleet } from "./find-fleet.js";
import { rowOf } from "./fleet-rows.js";
import { fleetFields } from "./fleet-text.js";
import { printable } from "./printable.js";
import { regionOf, withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

export interface FleetUpdateFlags extends RemoteFlags {
  readonly name?: string;
  readonly description?: string;
  readonly protection?: ProtectionPolicy;
  readonly protectionMinutes?: number;
  readonly creatorSessions?: number;
  readonly creatorMinutes?: number;
}

/** `gse fleet update FLEET`: its name, description, protection, and how many sessions one creator may make. */
export function fleetUpdate(fleet: string, flags: FleetUpdateFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { name, description, protection, protectionMinutes, creatorSessions, creatorMinutes } = flags;
    const given = [name, description, protection, protectionMinutes, creatorSessions, creatorMinutes];
    if (given.every((value) => value === undefined))
      throw usageError("say what to change: --name, --description, --protection, --creator-sessions");
    if ((creatorSessions === undefined) !== (creatorMinutes === undefined))
      throw usageError("--creator-sessions N and --creator-minutes N belong together: N sessions within N minutes");
    const FleetId = await findFleet(client, fleet);
    await client.call("UpdateFleetAttributes", {
      FleetId,
      Name: name,
      Description: description,
      NewGameSessionProtectionPolicy: protection,
      GameServerSessionProtectionTimeLimit: protectionMinutes,
      ...(creatorSessions !== undefined && {
        ResourceCreationLimitPolicy: {
          NewGameServerSessionsPerCreator: creatorSessions,
          PolicyPeriodInMinutes: creatorMinutes,
        },
      }),
    });
    const row = await rowOf(client, FleetId);
    print(terminal, flags.json === true ? JSON.stringify(row.fleet) : fleetFields(row, terminal.colors));
    return exitCodes.done;
  });
}

export interface FleetCopyFlags extends RemoteFlags {
  readonly name?: string;
  readonly asset?: string;
  readonly count: number;
  readonly scaling?: boolean;
  readonly timers?: boolean;
}

/** `gse fleet copy FLEET`: more fleets like it, perhaps of another asset. */
export function fleetCopy(fleet: string, flags: FleetCopyFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { name, asset, count } = flags;
    const FleetId = await findFleet(client, fleet);
    const { FleetAttributes: made } = await client.call("CopyFleet", {
      FleetId,
      CopyNumber: count,
      ...(flags.scaling === true && { SelectedScalingType: "SCALING_SELECTED" }),
      ...(flags.timers === true && { SelectedTimerType: "TIMER_SELECTED" }),
      Name: name,
      AssetId: asset === undefined ? undefined : (await findAsset(client, asset, regionOf(flags, terminal))).AssetId,
    });
    if (flags.json === true) print(terminal, JSON.stringify(made));
    else
      for (const { FleetId: id, Name } of made)
        print(terminal, `${terminal.colors.green("✓")} ${id} (${printable(Name)}) is created`);
    return exitCodes.done;
  });
}
