import type { OsProcess } from "../model/index.js";

/** The machine's processes, whoever started them. */
export interface Runtime {
  /** When the process of that pid was started; null where no such process can be seen. */
  startedAt(pid: number): string | null;
  /** False once the process of exactly this pid and start time is gone. A process that was never seen counts as alive. */
  isAlive(process: OsProcess): boolean;
  /** The process that leads the group of that pid: what the host launched, where a script of it called; null if it cannot be seen. */
  groupLeader(pid: number): number | null;
}
