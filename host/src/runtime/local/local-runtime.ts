import type { OsProcess } from "../../model/index.js";
import type { Runtime } from "../../ports/index.js";
import { hasExited, hasProc, readStat, startOf } from "./proc-files.js";

/**
 * The processes of this machine, whoever started them. Where there is no /proc (macOS) it knows of each only that its pid is
 * in use: a later process under the same pid is taken for it, and no group is seen.
 */
export const localRuntime: Runtime = {
  startedAt,
  // Where we never saw it (another machine's or container's pid), only its health checks tell.
  isAlive: ({ pid, startedAt: seenAt }) => seenAt === null || startedAt(pid) === seenAt,
  groupLeader,
};

function startedAt(pid: number): string | null {
  if (!hasProc) return isPidInUse(pid) ? "unknown" : null;
  const stat = readStat(pid);
  return stat === undefined || hasExited(stat) ? null : startOf(stat);
}

/** The same process, exited perhaps, but not waited for: its pid belongs to it still. */
export function holdsItsPid({ pid, startedAt: seenAt }: OsProcess): boolean {
  if (!hasProc) return isPidInUse(pid);
  const stat = readStat(pid);
  return stat !== undefined && startOf(stat) === seenAt;
}

function groupLeader(pid: number): number | null {
  const stat = hasProc ? readStat(pid) : undefined;
  return stat === undefined || stat.group <= 0 ? null : stat.group;
}

export function isPidInUse(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
