import { createHash } from "node:crypto";
import type { GameServerSession, InstanceId, ProcessId } from "../model/index.js";

/** Longest name that is served: with expiry and signature a link stays below GSE's 1,024 characters (gse-semantics i). */
const LONGEST_NAME = 512;

/** True for a POSIX path below the log store: no empty part, no "." or "..", nothing that a file system takes otherwise. */
export const isLogName = (name: string): boolean =>
  name.length <= LONGEST_NAME &&
  !/[\0\\]/.test(name) &&
  name.split("/").every((part) => part !== "" && part !== "." && part !== "..");

/** Where the logs of processes that were started by hand go: they have no instance. */
const ATTACHED = "attached";

const placeOf = (instanceId: InstanceId | null): string => instanceId ?? ATTACHED;

/** Everything of a session in one archive, once it has ended. */
export const sessionArchive = ({ id, instanceId }: Pick<GameServerSession, "id" | "instanceId">): string =>
  `sessions/${placeOf(instanceId)}/${fileNameOf(id)}.zip`;

/** The same while it runs, made anew each time that somebody asks. */
export const sessionSnapshot = ({ id, instanceId }: Pick<GameServerSession, "id" | "instanceId">): string =>
  `sessions/${placeOf(instanceId)}/${fileNameOf(id)}.now.zip`;

/** Everything of a process in one archive, once it has exited. */
export const processArchive = (instanceId: InstanceId | null, id: ProcessId): string =>
  `processes/${placeOf(instanceId)}/${id}.zip`;

/** What a launched process writes to stdout and stderr. */
export const processOutput = (instanceId: InstanceId, id: ProcessId): string => `processes/${instanceId}/${id}.log`;

/** What the host wrote down about a process, for itself; see `process-marks.ts`. */
export const processMarks = (instanceId: InstanceId | null, id: ProcessId): string =>
  `processes/${placeOf(instanceId)}/${id}.marks`;

/** A file name that tells sessions apart, whatever their callers chose as ids (up to 4,096 characters of any kind). */
function fileNameOf(sessionId: string): string {
  const last = sessionId.slice(sessionId.lastIndexOf("/") + 1);
  const readable = last
    .slice(0, 64)
    .replace(/[^\w.-]/g, "_")
    .replace(/^\./, "_");
  return `${readable}-${createHash("sha256").update(sessionId).digest("hex").slice(0, 16)}`;
}
