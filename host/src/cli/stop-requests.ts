import { exitCodes } from "./exit.js";
import type { Terminal } from "./terminal.js";

export interface StopRequests {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** No longer listens: the command has ended. */
  close(): void;
}

/**
 * How a command that stays up is ended: the first Ctrl-C aborts `signal`, and the command ends what it started, in
 * order; the second one calls `endAtOnce`, which must not wait for anything, and ends the process with exit code 130.
 */
export function stopRequests(terminal: Terminal, endAtOnce: () => void): StopRequests {
  const stop = new AbortController();
  const close = terminal.onStopSignal((how) => {
    if (how === "gracefully") {
      stop.abort();
      return;
    }
    endAtOnce();
    terminal.exitNow(exitCodes.forced);
  });
  return { signal: stop.signal, close };
}

/** Settles when the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
  });
