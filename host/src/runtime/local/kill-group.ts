import type { OsProcess } from "../../model/index.js";
import { hasProc, readStat } from "./proc-files.js";
import { holdsItsPid, isPidInUse } from "./local-runtime.js";

/**
 * Ends a process and, where it leads its group, the whole group, if the pid is still that very process's. One that has exited
 * and was not waited for counts: its group may live on.
 * @throws Error when it is there and may not be ended
 */
export function killGroup(leader: OsProcess): void {
  if (isNobodys(leader.pid) || !holdsItsPid(leader)) return;
  // Its group may be another's, or it was stopped before it became a group's leader.
  if (!signal(-leader.pid)) signal(leader.pid);
}

/**
 * Ends what a leader that is gone left behind in its group. The kernel gives a pid to nobody new while a group is still named
 * after it; so if there is a process of that pid again, nothing was left.
 * @throws Error when something is there and may not be ended
 */
export function killRemains(goneLeaderPid: number): void {
  if (!isNobodys(goneLeaderPid) && !isPidInUse(goneLeaderPid)) signal(-goneLeaderPid);
}

/** No process that a host could have launched: init, everybody, and the host itself with whoever is in its group. */
function isNobodys(pid: number): boolean {
  return !Number.isSafeInteger(pid) || pid <= 1 || pid === process.pid || pid === ownGroup();
}

let knownOwnGroup: number | undefined;

function ownGroup(): number {
  knownOwnGroup ??= hasProc ? (readStat(process.pid)?.group ?? 0) : 0;
  return knownOwnGroup;
}

function signal(target: number): boolean {
  // To a system, 0 and -1 are its own group and everybody. Looked at here once more, for nothing worse could be done.
  if (!Number.isSafeInteger(target) || Math.abs(target) <= 1)
    throw new Error(`cannot end the process ${String(target)}: that would end others with it`);
  try {
    return process.kill(target, "SIGKILL");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
