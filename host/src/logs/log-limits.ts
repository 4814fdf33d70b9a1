/** How much is kept of what games write. */
export interface LogLimits {
  /** A process's output beyond this is put aside and begun anew; bytes. */
  readonly outputBytes: number;
  /** So many pieces that were put aside are kept for each process. */
  readonly outputPieces: number;
  /** What is taken into the archive of one session, or of one process; bytes (gse-semantics i). */
  readonly archiveBytes: number;
}

export const defaultLogLimits: LogLimits = {
  outputBytes: 50 * 1024 * 1024,
  outputPieces: 3,
  archiveBytes: 200 * 1024 * 1024,
};
