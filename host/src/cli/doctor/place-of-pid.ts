import { readFileSync } from "node:fs";
import { localRuntime } from "../../main.js";

/**
 * Where the process of that pid is: the program that was started or one of its process group, another process of this
 * machine, or none. Where the system does not show groups, every process that there is counts as the program's own.
 */
export function placeOfPid(pid: number, programPid: number | undefined): "own" | "elsewhere" | "nowhere" {
  if (localRuntime.startedAt(pid) === null) return "nowhere";
  if (programPid === undefined) return "elsewhere";
  const group = groupOf(pid);
  return group === undefined || group === programPid || pid === programPid ? "own" : "elsewhere";
}

/** Field 5 of /proc/<pid>/stat. */
function groupOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "latin1");
    // The command's name stands in brackets and may hold anything, brackets too.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
  } catch {
    return undefined;
  }
}
