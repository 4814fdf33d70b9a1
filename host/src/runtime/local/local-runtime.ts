import { existsSync, readFileSync } from "node:fs";
import type { OsProcess } from "../../model/index.js";
import type { Runtime } from "../../ports/index.js";

/**
 * The processes of this machine. All of them were started by hand so far (attached), so none is ended by force.
 */
export const localRuntime: Runtime = {
  startedAt,
  isAlive: (process) => isAlive(process),
  kill: () => false,
};

/** A pid that the kernel knows and whose start time is the one we saw. Where we never saw it (another machine's or container's pid), only its health checks tell. */
function isAlive({ pid, startedAt: seenAt }: OsProcess): boolean {
  return seenAt === null || startedAt(pid) === seenAt;
}

function startedAt(pid: number): string | null {
  return hasProc ? startedAtByProc(pid) : exists(pid) ? "unknown" : null;
}

const hasProc = existsSync("/proc/self/stat");

/** Field 22 of /proc/<pid>/stat, clock ticks since boot, with the boot's id; a zombie has exited already. */
function startedAtByProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "latin1");
    // The command's name stands in brackets and may hold anything, brackets too.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state] = fields;
    const ticks = fields[19];
    return ticks === undefined || state === "Z" || state === "X" ? null : `${bootId()} ${ticks}`;
  } catch {
    return null;
  }
}

/** Where there is no /proc (macOS): that a process of this pid is there is all that can be asked. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

let knownBootId: string | undefined;

function bootId(): string {
  knownBootId ??= readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  return knownBootId;
}
