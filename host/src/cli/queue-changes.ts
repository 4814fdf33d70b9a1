import { usageError, exitCodes, type ExitCode } from "./exit.js";
import { destinationArns } from "./find-destination.js";
import type { KeyValue } from "./parse-values.js";
import { printable } from "./printable.js";
import { describeQueue, printQueue } from "./queue-list.js";
import type { LatencyPolicy, Queue } from "./queue-values.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

export interface QueueCreateFlags extends RemoteFlags {
  readonly to?: readonly string[];
  /** Seconds. */
  readonly timeout?: number;
  readonly latency?: readonly LatencyPolicy[];
  readonly tag?: readonly KeyValue[];
}

/** `gse queue create NAME --to FLEET|ALIAS…`. */
export function queueCreate(Name: string, flags: QueueCreateFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const arns = await destinationArns(flags.to ?? [], flags, terminal);
    const { GameServerSessionQueue: made } = await client.call("CreateGameServerSessionQueue", {
      Name,
      Destinations: arns.map(destination),
      PlayerLatencyPolicies: flags.latency,
      TimeoutInSeconds: flags.timeout,
      Tags: flags.tag?.map(({ key, value }) => ({ Key: key, Value: value })),
    });
    await printQueue(made, flags, terminal);
    return exitCodes.done;
  });
}

export interface QueueUpdateFlags extends RemoteFlags {
  readonly to?: readonly string[];
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** Seconds. */
  readonly timeout?: number;
  readonly latency?: readonly LatencyPolicy[];
  readonly anyLatency?: boolean;
}

/** `gse queue update NAME`: what is not named stays; placements that wait go by it from now on. */
export function queueUpdate(Name: string, flags: QueueUpdateFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { to, add, remove, timeout, latency, anyLatency } = flags;
    if ([to, add, remove, timeout, latency, anyLatency].every((value) => value === undefined))
      throw usageError("say what to change: --to, --add, --remove, --timeout, --latency, --any-latency");
    if (to !== undefined && (add !== undefined || remove !== undefined))
      throw usageError("--to says where it leads from now on, all of it; leave out --add and --remove, or --to");
    if (latency !== undefined && anyLatency === true)
      throw usageError("--latency sets limits and --any-latency takes them away; give one of them");
    const before = add === undefined && remove === undefined ? undefined : await describeQueue(client, Name);
    const arns =
      before === undefined
        ? to && (await destinationArns(to, flags, terminal))
        : await changed(before, flags, terminal);
    const { GameServerSessionQueue: updated } = await client.call("UpdateGameServerSessionQueue", {
      Name,
      Destinations: arns?.map(destination),
      PlayerLatencyPolicies: anyLatency === true ? [] : latency,
      TimeoutInSeconds: timeout,
    });
    await printQueue(updated, flags, terminal);
    return exitCodes.done;
  });
}

/** Where it leads when some destinations are taken out and others put behind the rest. */
async function changed(
  { Name, Destinations }: Queue,
  flags: QueueUpdateFlags,
  terminal: Terminal,
): Promise<readonly string[]> {
  const now = Destinations.map(({ DestinationArn = "" }) => DestinationArn);
  const removed = await destinationArns(flags.remove ?? [], flags, terminal);
  const missing = removed.find((arn) => !now.includes(arn));
  if (missing !== undefined)
    throw usageError(`"${Name}" does not lead to ${missing}; gse queue show "${Name}" tells where`);
  const added = await destinationArns(flags.add ?? [], flags, terminal);
  return [...now.filter((arn) => !removed.includes(arn)), ...added];
}

/** `gse queue delete NAME`: where it leads stays. */
export function queueDelete(Name: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    await client.call("DeleteGameServerSessionQueue", { Name });
    if (flags.json === true) print(terminal, JSON.stringify({ Name }));
    else print(terminal, `${terminal.colors.green("✓")} queue ${printable(Name)} is deleted`);
    return exitCodes.done;
  });
}

const destination = (DestinationArn: string) => ({ DestinationArn });
