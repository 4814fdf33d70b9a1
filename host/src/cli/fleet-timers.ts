import type { ActionTypes, CloudApiClient } from "../client/index.js";
import { CliError, exitCodes, usageError, type ExitCode } from "./exit.js";
import { findFleet } from "./find-fleet.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { timersTable, type Timer } from "./scaling-text.js";
import { print, type Terminal } from "./terminal.js";

type TimerRequest = NonNullable<ActionTypes["PutTimerScalingPolicy"]["request"]["TimerScalingPolicy"]>;

const PAGE = 100;

/** `gse fleet timer list FLEET`. */
export function timerList(fleet: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    await printTimers(client, await findFleet(client, fleet), flags, terminal);
    return exitCodes.done;
  });
}

export interface TimerPutFlags extends RemoteFlags {
  /** Times with their zone. */
  readonly at: string;
  readonly until?: string;
  readonly everyDays?: number;
  readonly monthDays?: readonly [number, number];
  readonly weekDays?: readonly number[];
  readonly desired?: number;
  readonly min?: number;
  readonly max?: number;
  /** Minutes. */
  readonly interval?: number;
  /** Percent. */
  readonly target?: number;
  readonly auto?: boolean;
  readonly manual?: boolean;
  readonly stopped?: boolean;
}

/** `gse fleet timer put FLEET NAME`: in the place of the one of that name. */
export function timerPut(fleet: string, name: string, flags: TimerPutFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { desired, min, max, interval, target, auto, manual } = flags;
    if ([desired, min, max, interval, target, auto, manual].every((value) => value === undefined))
      throw usageError("say what it sets: --desired N, --min N, --max N, --auto, --manual or --target PERCENT");
    if (auto === true && manual === true) throw usageError("give --auto or --manual, not both");
    const FleetId = await findFleet(client, fleet);
    const before = (await timersOf(client, FleetId)).find(({ TimerName }) => TimerName === name);
    await client.call("PutTimerScalingPolicy", {
      TimerScalingPolicy: {
        TimerId: before?.TimerId,
        TimerName: name,
        TimerStatus: flags.stopped === true ? 3 : undefined,
        TimerFleetCapacity: {
          FleetId,
          DesiredInstances: desired,
          MinSize: min,
          MaxSize: max,
          ScalingInterval: interval,
          ScalingType: manual === true ? 1 : auto === true || target !== undefined ? 2 : 0,
          TargetConfiguration: target === undefined ? undefined : { TargetValue: target },
        },
        TimerConfiguration: { ...runsOf(flags), BeginTime: flags.at, EndTime: flags.until },
      },
    });
    await printTimers(client, FleetId, flags, terminal);
    return exitCodes.done;
  });
}

function runsOf({ everyDays, monthDays, weekDays }: TimerPutFlags): TimerRequest["TimerConfiguration"] {
  if ([everyDays, monthDays, weekDays].filter((value) => value !== undefined).length > 1)
    throw usageError("give one of --every-days, --month-days and --week-days; without any it runs once");
  if (everyDays !== undefined) return { TimerType: 2, TimerValue: { Day: everyDays } };
  if (monthDays !== undefined) return { TimerType: 3, TimerValue: { FromDay: monthDays[0], ToDay: monthDays[1] } };
  if (weekDays !== undefined) return { TimerType: 4, TimerValue: { WeekDays: weekDays } };
  return { TimerType: 1 };
}

/** `gse fleet timer delete FLEET NAME`. */
export function timerDelete(fleet: string, name: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const FleetId = await findFleet(client, fleet);
    const timer = (await timersOf(client, FleetId)).find(
      ({ TimerName, TimerId }) => TimerName === name || TimerId === name,
    );
    if (timer === undefined) throw new CliError(exitCodes.refused, `${FleetId} has no timer "${name}"`);
    await client.call("DeleteTimerScalingPolicy", { TimerId: timer.TimerId });
    await printTimers(client, FleetId, flags, terminal);
    return exitCodes.done;
  });
}

async function timersOf(client: CloudApiClient, FleetId: string): Promise<readonly Timer[]> {
  const { TimerScalingPolicies } = await client.call("DescribeTimerScalingPolicies", { FleetId, Limit: PAGE });
  return TimerScalingPolicies;
}

async function printTimers(
  client: CloudApiClient,
  FleetId: string,
  flags: RemoteFlags,
  terminal: Terminal,
): Promise<void> {
  const timers = await timersOf(client, FleetId);
  if (flags.json === true) print(terminal, JSON.stringify(timers));
  else if (timers.length === 0) print(terminal, `${FleetId} has no timer.`);
  else print(terminal, timersTable(timers, terminal.colors));
}
