import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";

/** Linux shows its processes as files below /proc; macOS has none. */
export const hasProc = existsSync("/proc/self/stat");

/** One process as /proc/<pid>/stat has it (proc_pid_stat(5)). */
export interface ProcStat {
  /** Field 3: `Z` and `X` have exited already. */
  readonly state: string;
  /** Field 5: the pid that its process group is named after. */
  readonly group: number;
  /** Fields 14 and 15: time on a processor, its own only. */
  readonly cpuTicks: number;
  /** Field 22: since boot. */
  readonly startTicks: string;
  /** Field 24 */
  readonly residentPages: number;
}

export const hasExited = ({ state }: ProcStat): boolean => state === "Z" || state === "X";

export function readStat(pid: number): ProcStat | undefined {
  const stat = readProcFile(pid, "stat")?.toString("latin1");
  if (stat === undefined) return undefined;
  // The command's name, field 2, stands in brackets and may hold anything, brackets too.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const field = (number: number): string => fields[number - 3] ?? "";
  if (field(22) === "") return undefined;
  return {
    state: field(3),
    group: Number(field(5)),
    cpuTicks: Number(field(14)) + Number(field(15)),
    startTicks: field(22),
    residentPages: Number(field(24)),
  };
}

let room = Buffer.allocUnsafe(65_536);

/**
 * What stands in /proc/<pid>/<name>; undefined where the process is gone or may not be looked at. It lies in a buffer that
 * the next call uses again: reading thousands of these files must cost little more than their system calls.
 */
export function readProcFile(pid: number, name: "stat" | "environ"): Buffer | undefined {
  let fd: number;
  try {
    fd = openSync(`/proc/${String(pid)}/${name}`, "r");
  } catch {
    return undefined;
  }
  try {
    let length = 0;
    while (true) {
      length += readSync(fd, room, length, room.length - length, null);
      // Of these files the kernel gives all that there is room for.
      if (length < room.length) return room.subarray(0, length);
      room = Buffer.concat([room, Buffer.allocUnsafe(room.length)]);
    }
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}

/** Ticks begin at zero with each boot, so the boot belongs to an instant that is told in ticks. */
export const startOf = ({ startTicks }: ProcStat): string => `${bootId()} ${startTicks}`;

let knownBootId: string | undefined;

function bootId(): string {
  knownBootId ??= readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  return knownBootId;
}
