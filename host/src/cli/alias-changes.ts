import type { CloudApiClient } from "../client/index.js";
import { aliasFields, leadsText } from "./alias-text.js";
import { duration } from "./duration.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { findAlias, type Alias } from "./find-alias.js";
import { findFleet } from "./find-fleet.js";
import { rowOf } from "./fleet-rows.js";
import type { FleetRow } from "./fleet-text.js";
import { watchFleet } from "./fleet-watch.js";
import type { KeyValue } from "./parse-values.js";
import { printable } from "./printable.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

export interface AliasCreateFlags extends RemoteFlags {
  readonly name?: string;
  readonly fleet?: string;
  readonly message?: string;
  readonly description?: string;
  readonly tag?: readonly KeyValue[];
}

/** `gse alias create NAME`: leads to a fleet, or tells by a message why it leads nowhere. */
export function aliasCreate(
  called: string | undefined,
  flags: AliasCreateFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { fleet, message, description, tag } = flags;
    const name = called ?? flags.name;
    if (name === undefined || (flags.name !== undefined && flags.name !== name))
      throw usageError("say once what people call it: gse alias create NAME --fleet FLEET");
    if ((fleet === undefined) === (message === undefined))
      throw usageError("say where it leads: --fleet FLEET, or --message TEXT for one that leads nowhere yet");
    const { Alias: made } = await client.call("CreateAlias", {
      Name: name,
      Description: description,
      RoutingStrategy:
        fleet === undefined
          ? { Type: "TERMINAL", Message: message }
          : { Type: "SIMPLE", FleetId: await findFleet(client, fleet) },
      Tags: tag?.map(({ key, value }) => ({ Key: key, Value: value })),
    });
    print(terminal, flags.json === true ? JSON.stringify(made) : aliasFields(made));
    return exitCodes.done;
  });
}

export interface AliasSwitchFlags extends RemoteFlags {
  readonly to: string;
  readonly waitEmpty?: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** `gse alias switch ALIAS --to FLEET`: new sessions go there from now on; those on the fleet before go on until they end. */
export function aliasSwitch(meant: string, flags: AliasSwitchFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const alias = await findAlias(client, meant);
    const FleetId = await findFleet(client, flags.to);
    const { RoutingStrategy: before } = alias;
    const switched = await route(client, alias, { Type: "SIMPLE", FleetId });
    const isSilent = flags.json === true;
    say(switched, isSilent, terminal);
    const old = before.Type === "SIMPLE" && before.FleetId !== FleetId ? before.FleetId : undefined;
    if (old === undefined || flags.waitEmpty !== true) return exitCodes.done;
    await waitUntilEmpty(client, old, flags.timeout, isSilent, terminal);
    return exitCodes.done;
  });
}

export interface AliasCloseFlags extends RemoteFlags {
  readonly message: string;
}

/** `gse alias close ALIAS --message TEXT`: whoever wants a session by it is told the message; sessions that run go on. */
export function aliasClose(meant: string, flags: AliasCloseFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const alias = await findAlias(client, meant);
    say(await route(client, alias, { Type: "TERMINAL", Message: flags.message }), flags.json === true, terminal);
    return exitCodes.done;
  });
}

/** `gse alias delete ALIAS`: its fleet stays. */
export function aliasDelete(meant: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { AliasId, Name } = await findAlias(client, meant);
    await client.call("DeleteAlias", { AliasId });
    if (flags.json === true) print(terminal, JSON.stringify({ AliasId }));
    else print(terminal, `${terminal.colors.green("✓")} ${AliasId} (${printable(Name)}) is deleted`);
    return exitCodes.done;
  });
}

async function route(client: CloudApiClient, { AliasId }: Alias, to: Alias["RoutingStrategy"]): Promise<Alias> {
  return (await client.call("UpdateAlias", { AliasId, RoutingStrategy: to })).Alias;
}

function say(alias: Alias, isSilent: boolean, terminal: Terminal): void {
  if (isSilent) print(terminal, JSON.stringify(alias));
  else print(terminal, `${terminal.colors.green("✓")} ${printable(alias.Name)} leads ${leadsText(alias)} from now on`);
}

/** No session runs on it any more; it may be scaled in, or deleted. */
async function waitUntilEmpty(
  client: CloudApiClient,
  fleetId: string,
  seconds: number,
  isSilent: boolean,
  terminal: Terminal,
): Promise<void> {
  const startedAtMs = terminal.clock.now();
  const isEmpty = ({ capacity: { InstanceCounts: counts } }: FleetRow): boolean =>
    counts.Idle === counts.Active && counts.Terminating === 0;
  if (!isSilent && !isEmpty(await rowOf(client, fleetId)))
    print(terminal, `  sessions on ${fleetId} go on until they end; Ctrl-C waits no longer`);
  const begin = () => Promise.resolve();
  await watchFleet(client, fleetId, { isOver: isEmpty, seconds, isSilent, begin }, terminal);
  if (isSilent) return;
  const took = terminal.colors.dim(`(${duration(terminal.clock.now() - startedAtMs)})`);
  print(terminal, `${terminal.colors.green("✓")} ${fleetId} is empty ${took}`);
}
