import { once } from "node:events";
import { PassThrough } from "node:stream";
import picocolors from "picocolors";
import { onTestFinished } from "vitest";
import { runCli } from "../../src/cli/program.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { systemClock } from "../../src/system-clock.js";

export interface OnTerminal {
  /** Settles with all that was written once it matches. */
  lines(pattern: RegExp): Promise<string>;
  stop(): void;
  readonly ended: Promise<number>;
}

/** A command as it runs when somebody watches. */
export function onTerminal(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  size: { readonly columns?: number; readonly rows?: number } = {},
): OnTerminal {
  const [stdout, stderr] = [Object.assign(new PassThrough(), size), new PassThrough()];
  const colors = picocolors.createColors(false);
  const stops = new Set<() => void>();
  let written = "";
  stdout.setEncoding("utf8").on("data", (text: string) => (written += text));
  stderr.resume();
  const terminal: Terminal = {
    ...{ stdin: new PassThrough(), stdout, stderr, env, cwd, clock: systemClock, isInteractive: true },
    ...{ colors, errorColors: colors },
    onStopSignal: (listener) => {
      const stop = (): void => {
        listener("gracefully");
      };
      stops.add(stop);
      return () => stops.delete(stop);
    },
    exitNow: (code) => {
      throw new Error(`it ended at once, with ${String(code)}`);
    },
  };
  const ended = runCli(args, terminal);
  const stop = (): void => {
    for (const one of [...stops]) one();
  };
  onTestFinished(async () => {
    stop();
    await ended;
  });
  return {
    stop,
    ended,
    lines: async (pattern) => {
      while (!pattern.test(written)) await once(stdout, "data");
      return written;
    },
  };
}
