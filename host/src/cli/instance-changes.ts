import type { CloudApiClient } from "../client/index.js";
import { CliError, exitCodes, usageError, type ExitCode } from "./exit.js";
import { allInstances } from "./instance-list.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

interface InstanceIds {
  readonly FleetId: string;
  readonly InstanceId: string;
}

/** `gse instance weight INSTANCE WEIGHT`: how much it is preferred for new sessions. */
export function instanceWeight(
  instance: string,
  weight: number,
  flags: RemoteFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const ids = await findInstance(client, instance);
    const response = await client.call("SetServerWeight", { ...ids, Weight: weight });
    const what = weight === 0 ? "gets no new sessions" : `has the weight ${String(weight)} for new sessions`;
    report(ids, response, what, flags, terminal);
    return exitCodes.done;
  });
}

export interface InstanceReserveFlags extends RemoteFlags {
  readonly off?: boolean;
}

/** `gse instance reserve INSTANCE`: it is kept, whatever the fleet's capacity; with `--off` no more. */
export function instanceReserve(instance: string, flags: InstanceReserveFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const ids = await findInstance(client, instance);
    const response = await client.call("SetServerReserved", { ...ids, ReserveValue: flags.off === true ? 0 : 1 });
    const what = flags.off === true ? "may be chosen to go again" : "is kept until it is given free with --off";
    report(ids, response, what, flags, terminal);
    return exitCodes.done;
  });
}

function report(ids: InstanceIds, response: object, what: string, flags: RemoteFlags, terminal: Terminal): void {
  const text = `${terminal.colors.green("✓")} ${ids.InstanceId} of ${ids.FleetId} ${what}`;
  print(terminal, flags.json === true ? JSON.stringify({ ...ids, ...response }) : text);
}

/** By its id or the beginning of that, with or without its "ins-". */
async function findInstance(client: CloudApiClient, meant: string): Promise<InstanceIds> {
  const ids = (await allInstances(client)).map(({ Instance: { FleetId, InstanceId } }) => ({ FleetId, InstanceId }));
  const whole = ids.filter(({ InstanceId }) => InstanceId === meant);
  const begun = ids.filter(({ InstanceId }) => InstanceId.startsWith(meant) || InstanceId.startsWith(`ins-${meant}`));
  const found = whole.length > 0 ? whole : begun;
  const [only] = found;
  if (found.length > 1)
    throw usageError(
      `"${meant}" may be any of ${found.map(({ InstanceId }) => InstanceId).join(", ")}; write more of it`,
    );
  if (only === undefined)
    throw new CliError(exitCodes.refused, `there is no instance "${meant}"; "gse instance list" shows those there are`);
  return only;
}
