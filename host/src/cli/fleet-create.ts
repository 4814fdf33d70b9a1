import type { ActionTypes, CloudApiClient } from "../client/index.js";
import type { ProtectionPolicy } from "../model/index.js";
import { programName } from "./banner.js";
import { duration } from "./duration.js";
import { CliError, exitCodes, usageError, type ExitCode } from "./exit.js";
import { findAsset } from "./find-asset.js";
import { fleetFields, processesWanted, type FleetRow } from "./fleet-text.js";
import { watchFleet, type Watched } from "./fleet-watch.js";
import { logEnd } from "./log-end.js";
import type { KeyValue } from "./parse-values.js";
import type { GivenPorts } from "./port-range.js";
import { printable } from "./printable.js";
import { regionOf, sameHost, withHost, type RemoteFlags } from "./remote.js";
import { runtimeGiven, type RuntimeFlags } from "./runtime-flags.js";
import { print, type Terminal } from "./terminal.js";

export interface FleetCreateFlags extends RemoteFlags, RuntimeFlags {
  readonly asset: string;
  readonly port: readonly GivenPorts[];
  readonly name?: string;
  readonly description?: string;
  readonly protection?: ProtectionPolicy;
  readonly protectionMinutes?: number;
  readonly instanceType?: string;
  readonly tag?: readonly KeyValue[];
  /** `--no-wait` makes it false. */
  readonly wait: boolean;
  /** Seconds. */
  readonly timeout: number;
}

const LONGEST_NAME = 50;

/** `gse fleet create`: makes a fleet and follows it until it is ACTIVE, or says why it did not come to that. */
export function fleetCreate(flags: FleetCreateFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const startedAtMs = terminal.clock.now();
    const { FleetAttributes: made } = await client.call("CreateFleet", await requestOf(client, flags, terminal));
    const isSilent = flags.json === true;
    if (!isSilent)
      print(terminal, `${terminal.colors.green("✓")} ${made.FleetId} (${printable(made.Name)}) is created`);
    if (!flags.wait) {
      if (isSilent) print(terminal, JSON.stringify(made));
      return exitCodes.done;
    }
    const isOver = ({ fleet: { Status } }: Watched["row"]): boolean =>
      ["ACTIVE", "ERROR", "DELETING", "TERMINATED"].includes(Status);
    const order = { isOver, seconds: flags.timeout, isSilent };
    const watched = await watchFleet(client, made.FleetId, order, terminal);
    const { fleet } = watched.row;
    if (fleet.Status !== "ACTIVE") throw new CliError(exitCodes.refused, await whyNot(watched, isSilent, terminal));
    if (isSilent) {
      print(terminal, JSON.stringify(fleet));
      return exitCodes.done;
    }
    const { colors, clock } = terminal;
    const took = colors.dim(`(${duration(clock.now() - startedAtMs)})`);
    print(terminal, `${colors.green("✓")} ${fleet.FleetId} is ACTIVE ${took}`);
    print(terminal, "");
    const { RuntimeConfiguration: runtime } = await client.call("DescribeRuntimeConfiguration", {
      FleetId: fleet.FleetId,
    });
    print(terminal, fleetFields(watched.row, colors, runtime));
    print(terminal, "");
    const lacking = lackingText(watched.row, processesWanted(runtime, watched.row.capacity), terminal);
    if (lacking !== "") print(terminal, `${lacking}${sameHost(flags)}`);
    print(
      terminal,
      `${colors.dim("next:")} ${programName(terminal)} session create --fleet ${fleet.FleetId}${sameHost(flags)}`,
    );
    return exitCodes.done;
  });
}

async function requestOf(
  client: CloudApiClient,
  flags: FleetCreateFlags,
  terminal: Terminal,
): Promise<ActionTypes["CreateFleet"]["request"]> {
  const runtime = runtimeGiven(flags, terminal);
  if (runtime?.ServerProcesses === undefined)
    throw usageError("say what the fleet runs: --launch PATH, the executable's path in the package");
  const asset = await findAsset(client, flags.asset, regionOf(flags, terminal));
  return {
    AssetId: asset.AssetId,
    // An emoji is one character there, and must not be cut in two.
    Name: flags.name ?? Array.from(asset.AssetName).slice(0, LONGEST_NAME).join(""),
    Description: flags.description,
    InstanceType: flags.instanceType,
    NewGameServerSessionProtectionPolicy: flags.protection,
    GameServerSessionProtectionTimeLimit: flags.protectionMinutes,
    RuntimeConfiguration: runtime,
    InboundPermissions: flags.port,
    Tags: flags.tag?.map(({ key, value }) => ({ Key: key, Value: value })),
  };
}

/** A fleet is ACTIVE as soon as one of its processes is ready. */
function lackingText({ fleet, utilization }: FleetRow, wanted: number, terminal: Terminal): string {
  const lacking = wanted - utilization.ActiveServerProcessCount;
  if (lacking <= 0) return "";
  const processes = lacking === 1 ? "1 process is" : `${String(lacking)} processes are`;
  return (
    `${terminal.colors.yellow(processes)} not ready: still on the way, or ended; look with: ` +
    `${programName(terminal)} fleet events ${fleet.FleetId} --logs`
  );
}

/** The event that led to ERROR, unless it stands above already, and the end of its log. */
async function whyNot({ row: { fleet }, events }: Watched, isSilent: boolean, { clock }: Terminal): Promise<string> {
  const error = events.findIndex(({ EventCode }) => EventCode === "FLEET_STATE_ERROR");
  const cause = events[error - 1];
  const said = cause === undefined || !isSilent ? "" : `: ${printable(cause.Message)}`;
  const text = `${fleet.FleetId} did not become ACTIVE, it is left in ${fleet.Status}${said}`;
  const instead = `; mend what is wrong, delete it with "gse fleet delete ${fleet.FleetId}", and make another`;
  const log = cause === undefined ? undefined : await logEnd(cause.PreSignedLogUrl, clock);
  // A step writes to its log what it tells as an event.
  const told = new Set(events.map(({ Message }) => printable(Message)));
  const news = (log ?? "").split("\n").filter((line) => line.trim() !== "" && !told.has(line.trim()));
  return [text + instead, ...news].join("\n");
}
