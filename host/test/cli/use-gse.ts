import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";

const bin = fileURLToPath(new URL("../../bin/gse.js", import.meta.url));

export interface GseRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly pid: number;
  /** Settles with the line, of either output, that matches, now or later; rejects when the program ends without. */
  line(pattern: RegExp): Promise<string>;
  /** All lines up to now. */
  lines(): readonly string[];
  signal(signal: NodeJS.Signals): void;
  /** Closes what reads its standard output. */
  closeStdout(): void;
  readonly exited: Promise<GseRun>;
}

export interface ProgramOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** The program `gse` as `npm run build` made it, in a process and a folder of its own. */
export const useGse = (args: readonly string[], options: ProgramOptions): Program => useNode([bin, ...args], options);

/** The same for a command that ends by itself. */
export const gse = (args: readonly string[], options: ProgramOptions): Promise<GseRun> => useGse(args, options).exited;

/** A game server of `fixtures/`. */
export const useFixture = (name: string, args: readonly string[], options: ProgramOptions): Program =>
  useNode([fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), ...args], options);

/** A program of Node's. */
export function useNode(args: readonly string[], { cwd, env, input }: ProgramOptions): Program {
  const child = spawn(process.execPath, [...args], { cwd, env: { PATH: process.env["PATH"], ...env } });
  child.stdin.end(input ?? "");
  const output = { stdout: "", stderr: "" };
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const one of [...waiting]) one();
  };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
      look();
    });
  const lines = (): readonly string[] =>
    [output.stdout, output.stderr].flatMap((text) => text.split("\n").slice(0, -1));

  let hasEnded = false;
  const exited = once(child, "close").then(([code]: unknown[]) => {
    hasEnded = true;
    look();
    return { code: code as number | null, ...output };
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });

  return {
    pid: child.pid ?? 0,
    lines,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const one = (): void => {
          const found = lines().find((line) => pattern.test(line));
          if (found !== undefined) resolve(found);
          else if (hasEnded) reject(new Error(`it ended and wrote no ${String(pattern)}, but: ${lines().join("\n")}`));
          else return;
          waiting.delete(one);
        };
        waiting.add(one);
        one();
      }),
    signal: (signal) => child.kill(signal),
    closeStdout: () => {
      child.stdout.destroy();
    },
    exited,
  };
}

/** Settles when so many lines match. */
export const linesOf = (program: Program, pattern: RegExp, count: number): Promise<void> =>
  expect
    .poll(() => program.lines().filter((line) => pattern.test(line)).length, { timeout: 10_000, interval: 10 })
    .toBe(count);

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
