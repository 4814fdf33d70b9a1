import { readFileSync } from "node:fs";

export interface MachineMemory {
  readonly totalBytes: number;
  /** What programs could still have without others being pushed out of memory. */
  readonly availableBytes: number;
}

/** Where Linux tells of memory; elsewhere in tests. */
export interface MemoryPlaces {
  readonly meminfo: string;
  /** Which control groups the host is in, and where those are. */
  readonly ownGroups: string;
  readonly groups: string;
}

const linux: MemoryPlaces = { meminfo: "/proc/meminfo", ownGroups: "/proc/self/cgroup", groups: "/sys/fs/cgroup" };

/**
 * The machine's memory, or the part of it that the host's container may use, whichever leaves less. Undefined where the system does
 * not tell: free memory alone says nothing, for systems fill it with what they could let go at any time.
 */
export function machineMemory(places: MemoryPlaces = linux): MachineMemory | undefined {
  const meminfo = textOf(places.meminfo);
  const [total, available] = [kibibytes(meminfo, "MemTotal"), kibibytes(meminfo, "MemAvailable")];
  if (total === undefined || available === undefined) return undefined;
  let least: MachineMemory = { totalBytes: total, availableBytes: available };
  for (const group of groupsOf(places)) {
    const { limitBytes, usedBytes } = group;
    if (limitBytes >= total) continue;
    const left = Math.max(0, limitBytes - usedBytes);
    least = {
      totalBytes: Math.min(least.totalBytes, limitBytes),
      availableBytes: Math.min(least.availableBytes, left),
    };
  }
  return least;
}

interface GroupMemory {
  readonly limitBytes: number;
  /** Without what the system keeps of files and lets go when it is needed. */
  readonly usedBytes: number;
}

/** The own group and those that it is in; a container sees its own as the root. */
function groupsOf({ ownGroups, groups }: MemoryPlaces): readonly GroupMemory[] {
  const lines = textOf(ownGroups).trim().split("\n");
  const versionTwo = lines.find((line) => line.startsWith("0::"))?.slice("0::".length);
  const versionOne = lines.find((line) => /^\d+:([^:]*,)?memory[,:]/.test(line))?.replace(/^\d+:[^:]*:/, "");
  return [
    ...withParents(versionTwo).map((path) =>
      groupAt(`${groups}${path}`, "memory.max", "memory.current", "inactive_file"),
    ),
    ...withParents(versionOne).map((path) =>
      groupAt(`${groups}/memory${path}`, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    ),
  ].filter((group) => group !== undefined);
}

/** "/a/b": "/a/b", "/a" and "". */
function withParents(path: string | undefined): readonly string[] {
  if (path === undefined) return [];
  const names = path.split("/").filter((name) => name !== "" && name !== "..");
  return [...names.map((_, index) => `/${names.slice(0, names.length - index).join("/")}`), ""];
}

function groupAt(folder: string, limit: string, usage: string, inactive: string): GroupMemory | undefined {
  const [limitBytes, usageBytes] = [limit, usage].map((name) => numberOf(textOf(`${folder}/${name}`)));
  if (limitBytes === undefined || usageBytes === undefined) return undefined;
  const files = numberOf(new RegExp(`^${inactive} (\\d+)$`, "m").exec(textOf(`${folder}/memory.stat`))?.[1] ?? "") ?? 0;
  return { limitBytes, usedBytes: usageBytes - files };
}

const kibibytes = (meminfo: string, name: string): number | undefined => {
  const found = numberOf(new RegExp(`^${name}: +(\\d+) kB$`, "m").exec(meminfo)?.[1] ?? "");
  return found === undefined ? undefined : found * 1024;
};

/** Undefined for "max" and for nothing at all. */
const numberOf = (text: string): number | undefined => (/^\d+$/.test(text.trim()) ? Number(text) : undefined);

/** "" where there is no such file. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
