import type { GameServerProcess, Launch, ProcessId } from "../model/index.js";
import type { LiveTables } from "../ports/index.js";

/** What the operating system says of a process now; undefined where it cannot be seen. */
export type UsageOf = (id: ProcessId) => { readonly cpuMs: number; readonly rssBytes: number } | undefined;

/** A process as the console shows it; the cloud API has no word for one. */
export interface ProcessRow {
  readonly ProcessId: string;
  /** Null: it was started by hand, and serves every fleet that is only a name. */
  readonly FleetId: string | null;
  readonly InstanceId: string | null;
  /** "" for one that was started by hand. */
  readonly LaunchPath: string;
  readonly Parameters: string;
  readonly Pid: number | null;
  /** Null until it said ProcessReady. */
  readonly ClientPort: number | null;
  /** STARTING and STARTED: not ready yet. ACTIVE, ENDING: a game server's. EXITING: it has ended for GSE, not for the system. */
  readonly Status: "STARTING" | "STARTED" | "ACTIVE" | "ENDING" | "EXITING";
  /** Why it goes; "" when it does not. */
  readonly StatusReason: string;
  /** It gets no new session until it answers health checks again. */
  readonly IsShielded: boolean;
  readonly SessionId: string | null;
  readonly SessionsHosted: number;
  readonly StartedAtMs: number;
  /** Memory, and processor time since it began. Only in answers, not in the stream: they change all the time. */
  readonly RssBytes?: number;
  readonly CpuMs?: number;
}

/** What is live of one process: its launch, its game server, or both. */
export interface LiveProcess {
  readonly launch: Launch | undefined;
  readonly process: GameServerProcess | undefined;
}

/** All that are live, by their ids. */
export function liveProcesses({
  launches,
  processes,
}: Pick<LiveTables, "launches" | "processes">): ReadonlyMap<ProcessId, LiveProcess> {
  const found = new Map<ProcessId, LiveProcess>();
  for (const launch of launches) found.set(launch.id, { launch, process: undefined });
  for (const process of processes) found.set(process.id, { launch: found.get(process.id)?.launch, process });
  return found;
}

/** @param usageOf absent: nothing is measured */
export function processRow(id: ProcessId, { launch, process }: LiveProcess, usageOf?: UsageOf): ProcessRow {
  const usage = usageOf?.(id);
  return {
    ProcessId: id,
    FleetId: process?.fleetId ?? launch?.fleetId ?? null,
    InstanceId: process?.instanceId ?? launch?.instanceId ?? null,
    LaunchPath: launch?.launchPath ?? "",
    Parameters: launch?.parameters ?? "",
    Pid: launch?.pid ?? process?.pid ?? null,
    ClientPort: process?.clientPort ?? null,
    Status: statusOf(launch, process),
    StatusReason: process?.statusReason || (launch?.reason ?? ""),
    IsShielded: process?.isShielded ?? false,
    SessionId: process?.sessionId ?? null,
    SessionsHosted: process?.sessionsHosted ?? 0,
    StartedAtMs: launch?.launchedAtMs ?? process?.readyAtMs ?? 0,
    ...(usage !== undefined && { RssBytes: usage.rssBytes, CpuMs: usage.cpuMs }),
  };
}

function statusOf(launch: Launch | undefined, process: GameServerProcess | undefined): ProcessRow["Status"] {
  if (process !== undefined && process.status !== "TERMINATED") return process.status;
  if (launch?.status === "STARTING" || launch?.status === "STARTED") return launch.status;
  return "EXITING";
}
