import type { OsProcess } from "../../src/model/index.js";
import type { Runtime } from "../../src/ports/index.js";

/** The machine's processes, by hand: whoever is not in `gone` is alive. */
export class ScriptedRuntime implements Runtime {
  readonly gone = new Set<number>();

  startedAt(pid: number): string {
    return `boot ${String(pid)}`;
  }

  isAlive({ pid }: OsProcess): boolean {
    return !this.gone.has(pid);
  }

  /** Each leads its own group. */
  groupLeader(pid: number): number {
    return pid;
  }
}
