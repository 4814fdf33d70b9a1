import type { Changes } from "../ports/index.js";

/** What may be the matter with the disk; it outlives the hosts. */
export interface DiskState {
  isFull: boolean;
  /** So many commits fail, each with nothing written that anybody could read. */
  failures: number;
  /**
   * A commit that failed may have reached the disk all the same: it is found there if the machine stops before the next one
   * is made over it.
   */
  limbo: Changes | undefined;
}
