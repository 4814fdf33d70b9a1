import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import type { Clock } from "../ports/index.js";
import { readLines } from "./lines.js";

export interface Program {
  /** The program and its arguments, as the shell would split them. */
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Something that it had started was still there, and was ended by force. */
  readonly leftOthers: boolean;
}

/** After the program itself has ended, its output may still be under way; something that holds it open is not waited for. */
const LAST_OUTPUT_MS = 500;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * A program that we started, with all that it started in turn: a process group of its own, so that a Ctrl-C in the
 * terminal reaches only us and we end it in order.
 */
export class ChildProgram {
  readonly pid: number;
  /** Settles when the program has ended, whoever ended it; nothing of its group is left then. */
  readonly ended: Promise<ProgramEnd>;
  readonly #clock: Clock;
  #hasEnded = false;

  private constructor(child: Child, pid: number, clock: Clock) {
    this.pid = pid;
    this.#clock = clock;
    this.ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        this.#hasEnded = true;
        const leftOthers = this.#signal("SIGKILL");
        const giveUp = clock.setTimeout(() => {
          child.stdout.destroy();
          child.stderr.destroy();
        }, LAST_OUTPUT_MS);
        child.once("close", () => {
          clock.clearTimeout(giveUp);
          resolve({ code, signal, leftOthers });
        });
      });
    });
  }

  /** @throws Error when the program cannot be started: not found, not executable */
  static async start(program: Program, onLine: (line: string) => void, clock: Clock): Promise<ChildProgram> {
    const [file, ...args] = program.command;
    const child = spawn(file, args, {
      cwd: program.cwd,
      env: program.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    readLines(child.stdout, onLine);
    readLines(child.stderr, onLine);
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    if (child.pid === undefined) throw new Error(`cannot start "${file}": the system gave it no pid`);
    return new ChildProgram(child, child.pid, clock);
  }

  /** Asks it to end (SIGTERM) and waits; after `graceMs` it is ended by force (SIGKILL). Gives back the end. */
  async end(graceMs: number): Promise<ProgramEnd> {
    if (!this.#hasEnded) {
      this.#signal("SIGTERM");
      const force = this.#clock.setTimeout(() => {
        this.killNow();
      }, graceMs);
      await this.ended;
      this.#clock.clearTimeout(force);
    }
    return this.ended;
  }

  /** Ends it by force, without waiting. */
  killNow(): void {
    if (!this.#hasEnded) this.#signal("SIGKILL");
  }

  /** False when nobody of the group is left. */
  #signal(signal: NodeJS.Signals): boolean {
    try {
      return process.kill(-this.pid, signal);
    } catch (error) {
      if (error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM")) return false;
      throw error;
    }
  }
}

/** `exit code 1`, `SIGKILL`: how it ended, for people. */
export const howItEnded = ({ code, signal }: ProgramEnd): string => signal ?? `exit code ${String(code)}`;
