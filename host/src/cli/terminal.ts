import type { Readable, Writable } from "node:stream";
import type picocolors from "picocolors";
import type { Clock } from "../ports/index.js";

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Everything that a command knows of the world around it; `main.ts` takes it from the process, tests make their own. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly columns?: number; readonly rows?: number };
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** Somebody watches stdout: lines may be rewritten in place. */
  readonly isInteractive: boolean;
  /** For stdout. */
  readonly colors: Colors;
  readonly errorColors: Colors;
  /**
   * Calls `listener` when the command is asked to end: "gracefully" by the first Ctrl-C (or SIGTERM, SIGHUP), "at once" by
   * any further one. Gives back the undo. As long as nobody listens, a signal ends the process as usual.
   */
  onStopSignal(listener: (how: "gracefully" | "at once") => void): () => void;
  /** Ends the process here and now. */
  exitNow(code: number): never;
}

export const print = (terminal: Terminal, text: string): void => {
  terminal.stdout.write(`${text}\n`);
};

export const complain = (terminal: Terminal, text: string): void => {
  terminal.stderr.write(`${text}\n`);
};
