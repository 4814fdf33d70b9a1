import type { GameServerSession, InstanceId } from "../model/index.js";

/** What was written down about instances, processes and sessions. A log goes by its name, a POSIX path in the log store. */
export interface Logs {
  /** The log, open for reading; undefined where there is none of that name. Whoever opens it closes it. */
  open(name: string): Promise<OpenLog | undefined>;
  /**
   * Everything of a session in one archive: what its process wrote meanwhile, and the files that ProcessReady named. For one
   * that runs, as far as it has come. Undefined where nothing was kept.
   */
  ofSession(session: GameServerSession): Promise<string | undefined>;
  /** All logs of an instance, its processes and its sessions, in the order of their names. */
  ofInstance(id: InstanceId): Promise<readonly string[]>;
}

export interface OpenLog {
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** Its bytes, from the first that is asked for to before the other. */
  read(from?: number, to?: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}
