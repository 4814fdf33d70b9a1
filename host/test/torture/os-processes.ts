import { readFileSync, readdirSync } from "node:fs";

/** A process of an instance, as the operating system has it. */
export interface OsProcess {
  readonly pid: number;
  readonly leadsItsGroup: boolean;
  readonly instanceId: string;
  /** "" for what install.sh started. */
  readonly processId: string;
}

/** All that live with a GSE_GAME_DIR below the data folder; looked for in another way than the host does. */
export function processesOf(dataDir: string): readonly OsProcess[] {
  return readdirSync("/proc").flatMap((name): OsProcess[] => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      const environment = readFileSync(`/proc/${name}/environ`, "latin1");
      if (!environment.includes(`GSE_GAME_DIR=${dataDir}/`)) return [];
      const value = (key: string): string => new RegExp(`(?:^|\0)${key}=([^\0]*)`).exec(environment)?.[1] ?? "";
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state === "Z" || state === "X") return [];
      return [
        {
          pid,
          leadsItsGroup: Number(group) === pid,
          instanceId: value("GSE_INSTANCE_ID"),
          processId: value("GSE_PROCESS_ID"),
        },
      ];
    } catch {
      // It ended while it was looked at.
      return [];
    }
  });
}

/** By force, and whatever they start meanwhile. Settles at once: for the way out, too. */
export function endAllOf(dataDir: string): void {
  for (let look = 0; look < 100; look++) {
    const found = processesOf(dataDir);
    if (found.length === 0) return;
    for (const { pid } of found)
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
  }
}
