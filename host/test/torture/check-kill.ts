import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LiveJournal } from "./journal-copy.js";
import type { OsProcess } from "./os-processes.js";
import type { Scene } from "./scene.js";

/** One life of the host. */
export interface Life {
  readonly startedAtMs: number;
  /** What the operating system had just before. */
  readonly processesBefore: readonly OsProcess[];
  /** False: it was killed before it served. */
  readonly hasServed: boolean;
}

/**
 * What the operating system has, held against what the host had on disk when it was killed. Each process is the one of a live
 * launch, or belongs to an instance that lives; and what had ended before the host took up its work is not kept as living.
 */
export function strangers({ launches, instances }: LiveJournal, processes: readonly OsProcess[]): readonly string[] {
  const launchOf = new Map<string, (typeof launches)[number]>(launches.map((launch) => [launch.id, launch]));
  const isInstance = new Set<string>(instances.map(({ id }) => id));
  return processes.flatMap(({ pid, processId, instanceId, leadsItsGroup }) => {
    if (processId === "")
      return isInstance.has(instanceId) ? [] : [`pid ${String(pid)} is of no instance: ${instanceId}`];
    const launch = launchOf.get(processId);
    if (launch === undefined) return [`pid ${String(pid)} is of no launch: ${processId} on ${instanceId}`];
    return leadsItsGroup && launch.pid !== null && launch.pid !== pid
      ? [`pid ${String(pid)} and pid ${String(launch.pid)} are of one launch: ${processId}`]
      : [];
  });
}

export function checkDead({ violation }: Scene, { launches }: LiveJournal, life: Life): void {
  if (!life.hasServed) return;
  const pids = new Set(life.processesBefore.map(({ pid }) => pid));
  for (const { id, pid, status, launchedAtMs } of launches)
    if (pid !== null && launchedAtMs < life.startedAtMs && !pids.has(pid))
      violation(`the launch ${id} is ${status}, but its pid ${String(pid)} had ended before the host started`);
}

/** A session has one process, and keeps it; a process has one session. */
export function checkHosts({ ledger, violation }: Scene, { sessions, processes }: LiveJournal): void {
  const hosts = new Map<string, string>();
  for (const { id, processId, status } of sessions) {
    const other = hosts.get(processId);
    if (other !== undefined) violation(`${other} and ${id} are open on one process: ${processId}`);
    hosts.set(processId, id);
    const process = processes.find((one) => one.id === processId);
    if (process === undefined) violation(`${id} is ${status} on a process that is not: ${processId}`);
    else if (process.sessionId !== id)
      violation(`${id} is ${status} on a process that has ${process.sessionId ?? "none"}`);
    const record = ledger.session(id);
    if (record === undefined || process === undefined) continue;
    if (record.pid !== undefined && record.pid !== process.pid)
      violation(`${record.name} was on pid ${String(record.pid)} and is on pid ${String(process.pid)}`);
    record.pid = process.pid;
  }
}

/** What the kill met. */
export function countWhatWasUnderWay(
  { figures, dataDir, ledger }: Scene,
  { instances, launches, sessions, processes, placements }: LiveJournal,
): void {
  const met = (what: string, times: number): void => {
    if (times > 0) figures.count(`kills that met ${what}`);
  };
  const pending = instances
    .filter(({ status }) => status === "PENDING")
    .map(({ id }) => join(dataDir, "instances", id));
  met("extracting", pending.filter((folder) => existsSync(join(folder, "game.partial"))).length);
  met("install.sh", pending.filter((folder) => existsSync(join(folder, "game"))).length);
  met("a launch", launches.filter(({ status }) => status === "STARTING").length);
  met("a process before ProcessReady", launches.filter(({ status }) => status === "STARTED").length);
  met("a session that is ACTIVATING", sessions.filter(({ status }) => status === "ACTIVATING").length);
  met("a session that is TERMINATING", sessions.filter(({ status }) => status === "TERMINATING").length);
  met("a process that ends", processes.filter(({ status }) => status === "ENDING").length);
  met("a process that exits", launches.filter(({ status }) => status === "EXITING").length);
  met("an instance that goes", instances.filter(({ status }) => status === "TERMINATING").length);
  met("an ACTIVE session", sessions.filter(({ status }) => status === "ACTIVE").length);
  met("a placement that waits", placements.filter(({ session }) => session === null).length);
  met("a placement that is being placed", placements.filter(({ session }) => session !== null).length);
  for (const { placementId } of placements) {
    const record = ledger.placements.get(placementId);
    if (record !== undefined) record.hasMetKill = true;
  }
}
