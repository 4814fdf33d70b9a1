import type { CloudApiClient } from "../client/index.js";
import { CliError, exitCodes, usageError } from "./exit.js";
import { allFleets, findFleet } from "./find-fleet.js";
import { findSession } from "./find-session.js";
import { openLiveProcesses } from "./live-processes.js";
import type { RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";

/** A log that was meant, and the way to a link to it. */
export interface FoundLog {
  /** As the host calls it: "processes/ins-1/….log". */
  readonly name: string;
  readonly url: string;
  /** The same log behind a fresh link. */
  again(): Promise<string>;
}

export type FoundLogs =
  | { readonly kind: "logs"; readonly logs: readonly FoundLog[] }
  | { readonly kind: "session"; readonly id: string; readonly archive: FoundLog };

interface Where extends RemoteFlags {
  readonly fleet?: string;
}

/**
 * What was meant: an event, an instance, a process by its id or its PID, or a session by any of its names.
 * @throws CliError when there is none
 */
export async function findLogs(
  client: CloudApiClient,
  meant: string,
  flags: Where,
  terminal: Terminal,
): Promise<FoundLogs> {
  const { fleet } = flags;
  if (meant.startsWith("event-")) return { kind: "logs", logs: [await ofEvent(client, meant, fleet)] };
  if (meant.startsWith("ins-")) return { kind: "logs", logs: await ofInstance(client, meant) };
  const processes = isPid(meant)
    ? await ofPid(client, Number(meant), flags, terminal)
    : isProcess(meant)
      ? await ofProcess(client, meant, fleet)
      : [];
  if (processes.length > 0) return { kind: "logs", logs: processes };
  const id = await findSession(client, meant, fleet);
  if (!id.includes("::")) throw nothing(meant);
  const link = async () => (await client.call("GetGameServerSessionLogUrl", { GameServerSessionId: id })).PreSignedUrl;
  return { kind: "session", id, archive: await found(link) };
}

/** Whatever it looks like, sessions may be called that. */
function nothing(meant: string): CliError {
  const words = isPid(meant)
    ? `no process with the PID ${meant} runs, and no session is called so; "gse top" shows those that run, ` +
      `"gse fleet events FLEET --logs" how others ended`
    : isProcess(meant)
      ? `there is no log of a process whose id begins with "${meant}", and no session that is called so`
      : meant.startsWith("gssess-")
        ? `there is no game server session "${meant}"; "gse session list" shows those of a fleet`
        : `nothing that has a log is called "${meant}": give the id or PID of a process, or a session, an instance (ins-…), ` +
          `or an event of a fleet (event-…)`;
  return new CliError(exitCodes.refused, words);
}

/** Linux has no greater ones than 4194304. */
const isPid = (meant: string): boolean => /^\d{1,7}$/.test(meant);

/** Ids of processes are UUIDs; the beginning of one will do. */
const isProcess = (meant: string): boolean => /^[\da-f]{8}(?:-[\da-f-]{0,27})?$/.test(meant);

async function ofEvent(client: CloudApiClient, meant: string, fleet: string | undefined): Promise<FoundLog> {
  for (const FleetId of await fleetsOf(client, fleet)) {
    const link = async (): Promise<string | undefined> => {
      for (let offset = 0; ; offset += PAGE) {
        const { Events } = await client.call("DescribeFleetEvents", { FleetId, Offset: offset, Limit: PAGE });
        const event = Events.find(({ EventId }) => EventId === meant);
        if (event !== undefined) return event.PreSignedLogUrl;
        if (Events.length < PAGE) return undefined;
      }
    };
    const url = await link();
    if (url === "") throw new CliError(exitCodes.refused, `"${meant}" tells of nothing that has a log`);
    if (url !== undefined) return { name: nameIn(url), url, again: async () => (await link()) ?? url };
  }
  throw new CliError(exitCodes.refused, `there is no event "${meant}"; gse fleet events FLEET --json tells their ids`);
}

async function ofInstance(client: CloudApiClient, InstanceId: string): Promise<readonly FoundLog[]> {
  if (!/^ins-[\da-f]+$/.test(InstanceId))
    throw new CliError(
      exitCodes.refused,
      `there is no instance "${InstanceId}"; "gse instance list" shows those there are`,
    );
  const { Instances } = await client.call("DescribeInstances", { InstanceId });
  const FleetId = Instances[0]?.FleetId ?? "";
  const logs = (await linksOf(client, { FleetId, InstanceId })).filter(({ name }) => isText(name));
  if (logs.length === 0) throw new CliError(exitCodes.refused, `no log of instance "${InstanceId}" was kept`);
  return logs;
}

/** Of one that runs. @throws CliError where it was started by hand */
async function ofPid(
  client: CloudApiClient,
  pid: number,
  flags: Where,
  terminal: Terminal,
): Promise<readonly FoundLog[]> {
  const live = openLiveProcesses(flags, terminal);
  try {
    const found = (await live.look()).find(({ Pid }) => Pid === pid);
    if (found === undefined) return [];
    if (found.FleetId === null)
      throw new CliError(
        exitCodes.refused,
        `process ${String(pid)} was started by hand: what it writes is with who started it`,
      );
    const logs = await ofProcess(client, found.ProcessId, found.FleetId);
    if (logs.length === 0) throw new CliError(exitCodes.refused, `process ${String(pid)} has written nothing yet`);
    return logs;
  } finally {
    live.close();
  }
}

/** What it writes now; pieces that were put aside stand before it. */
async function ofProcess(
  client: CloudApiClient,
  meant: string,
  fleet: string | undefined,
): Promise<readonly FoundLog[]> {
  const logs: FoundLog[] = [];
  for (const FleetId of await fleetsOf(client, fleet))
    for (const log of await linksOf(client, { FleetId }))
      if (/^processes\/[^/]+\/([\da-f-]+)\.log$/.exec(log.name)?.[1]?.startsWith(meant) === true) logs.push(log);
  if (logs.length > 1)
    throw usageError(`"${meant}" may be any of ${String(logs.length)} processes: write more of its id`);
  return logs;
}

/** The log of that name, of that instance. */
export async function findByName(client: CloudApiClient, FleetId: string, name: string): Promise<FoundLog | undefined> {
  const [, InstanceId = ""] = name.split("/");
  return (await linksOf(client, { FleetId, InstanceId })).find((log) => log.name === name);
}

interface Instances {
  readonly FleetId: string;
  readonly InstanceId?: string;
}

async function linksOf(client: CloudApiClient, instances: Instances): Promise<readonly FoundLog[]> {
  const logs: FoundLog[] = [];
  for (;;) {
    const { PresignedUrls, HasNext } = await client.call("GetGameServerInstanceLogUrl", {
      ...instances,
      Offset: logs.length,
      Size: PAGE,
    });
    for (const url of PresignedUrls) {
      const name = nameIn(url);
      const again = async (): Promise<string> =>
        (await linksOf(client, instances)).find((log) => log.name === name)?.url ?? url;
      logs.push({ name, url, again });
    }
    if (!HasNext || PresignedUrls.length === 0) return logs;
  }
}

const found = async (link: () => Promise<string>): Promise<FoundLog> => {
  const url = await link();
  return { name: nameIn(url), url, again: link };
};

const fleetsOf = async (client: CloudApiClient, fleet: string | undefined): Promise<readonly string[]> =>
  fleet === undefined ? (await allFleets(client)).map(({ FleetId }) => FleetId) : [await findFleet(client, fleet)];

const nameIn = (url: string): string =>
  new URL(url).pathname.slice("/logs/".length).split("/").map(decodeURIComponent).join("/");

const isText = (name: string): boolean => name.endsWith(".log");

const PAGE = 100;
