import { readdirSync } from "node:fs";
import type { InstanceId, OsProcess, ProcessId } from "../../model/index.js";
import { instancesFolder, placesOf } from "./instance-places.js";
import { hasExited, hasProc, readProcFile, readStat, startOf } from "./proc-files.js";

/** A process whose environment says that it is of an instance of this host, whoever started it. */
export interface MarkedProcess extends OsProcess {
  readonly startedAt: string;
  readonly instanceId: InstanceId;
  /** Undefined for install.sh and what it left running. */
  readonly processId: ProcessId | undefined;
  readonly leadsItsGroup: boolean;
}

/** All that are marked, at once. Of a thousand processes, some 30 ms. */
export const scanProcesses = (dataDir: string): readonly MarkedProcess[] =>
  [...eachProcess(dataDir)].filter((found) => found !== undefined);

/**
 * Looks through the processes of the machine, one at a time; undefined for each that is not marked. Those of other users
 * cannot be seen unless the host runs as root; where there is no /proc (macOS), none can.
 */
export function* eachProcess(dataDir: string): Generator<MarkedProcess | undefined, void> {
  if (!hasProc) return;
  const mark = Buffer.from(`GSE_GAME_DIR=${instancesFolder(dataDir)}/`);
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const environ = readProcFile(pid, "environ");
    yield environ?.includes(mark) === true ? readMarks(pid, environ.toString("utf8"), dataDir) : undefined;
  }
}

function readMarks(pid: number, environ: string, dataDir: string): MarkedProcess | undefined {
  const values = new Map(environ.split("\0").map((line) => [line.split("=", 1)[0], line.slice(line.indexOf("=") + 1)]));
  const instanceId = values.get("GSE_INSTANCE_ID") as InstanceId | undefined;
  if (instanceId === undefined || values.get("GSE_GAME_DIR") !== placesOf(dataDir, instanceId).game) return undefined;
  const stat = readStat(pid);
  if (stat === undefined || hasExited(stat)) return undefined;
  return {
    pid,
    startedAt: startOf(stat),
    instanceId,
    processId: values.get("GSE_PROCESS_ID") as ProcessId | undefined,
    leadsItsGroup: stat.group === pid,
  };
}
