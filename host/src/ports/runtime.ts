import type { OsProcess } from "../model/index.js";

/** The machine's processes. */
export interface Runtime {
  /** When the process of that pid was started; null where no such process can be seen. */
  startedAt(pid: number): string | null;
  /** False once the process of exactly this pid and start time is gone. A process that was never seen counts as alive. */
  isAlive(process: OsProcess): boolean;
  /** Ends it by force if the host started it; one that was started by hand is left alone. Gives back whether it did. */
  kill(process: OsProcess): boolean;
}
