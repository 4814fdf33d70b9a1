import { spawn, type ChildProcess } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../ports/index.js";
import type { Environment } from "./environment.js";
import { killRemains } from "./kill-group.js";
import { GAME_ROOT } from "./launch-path.js";
import { StepFailure } from "./step-failure.js";
import type { StepLog } from "./step-log.js";

export interface InstallOptions {
  readonly gameDir: string;
  readonly environment: Environment;
  readonly log: StepLog;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Ends the script, with all that it started in its group. */
  readonly signal: AbortSignal;
}

const REASON_LINES = 5;

export const hasInstallScript = (gameDir: string): Promise<boolean> =>
  stat(join(gameDir, "install.sh")).then(
    (stats) => stats.isFile(),
    () => false,
  );

/**
 * Runs the package's install.sh to its end, in a group of its own; what is left of the group then is ended. A daemon that
 * made itself another group lives as long as the instance: servers may need it.
 * @throws StepFailure unless it exits with 0 in time; any error once the signal has ended it
 */
export async function runInstallScript(options: InstallOptions): Promise<void> {
  const { log, timeoutMs } = options;
  log.line(`Running installer at ${GAME_ROOT}/install.sh, which is ${options.gameDir}/install.sh here`);
  const sizeBefore = log.size();
  const end = await run(options);
  if (end === "exit code 0") {
    log.line("The installer has ended well");
    return;
  }
  const what = end === "time-out" ? `did not end within ${String(timeoutMs / 1000)} s` : `ended with ${end}`;
  const said = log.lastLines(REASON_LINES, sizeBefore);
  const hint = await hintFor(options.gameDir);
  log.line(`The installer ${what}${hint}`);
  throw new StepFailure(`install.sh ${what}${hint}${said === "" ? "" : `; its last lines: ${said}`}`);
}

function run({ gameDir, environment, log, clock, timeoutMs, signal }: InstallOptions): Promise<string> {
  signal.throwIfAborted();
  const output = log.fd();
  const child = spawn("/bin/sh", ["install.sh"], {
    cwd: gameDir,
    env: environment,
    detached: true,
    stdio: ["ignore", output, output],
  });
  return new Promise((resolve, reject) => {
    let isLate = false;
    const end = (): void => {
      endGroupOf(child);
    };
    const timer = clock.setTimeout(() => {
      isLate = true;
      end();
    }, timeoutMs);
    const abort = (): void => {
      over();
      end();
      // Whoever wanted it to end sees to it that nothing is left; it need not be waited for.
      reject(new Error("the installer was ended from outside"));
    };
    const over = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    };
    signal.addEventListener("abort", abort);
    child.once("error", (error) => {
      over();
      reject(new StepFailure(`cannot run install.sh: ${error.message}`));
    });
    child.once("exit", (code, signalName) => {
      over();
      endGroupOf(child);
      resolve(isLate ? "time-out" : signalName === null ? `exit code ${String(code)}` : `signal ${signalName}`);
    });
  });
}

/** Of a child that was not waited for, the pid is nobody else's. What may not be ended is met again by whoever clears the instance. */
function endGroupOf({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    if (exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
    else killRemains(pid);
  } catch {
    // Gone, or another user's.
  }
}

/** The two things that a script which ran elsewhere stumbles over here. */
async function hintFor(gameDir: string): Promise<string> {
  const script = await readFile(join(gameDir, "install.sh"), "utf8").catch(() => "");
  if (script.includes("\r\n"))
    return " (it has line ends of Windows, which sh takes for a part of each word: save it with those of Unix)";
  if (script.includes(GAME_ROOT))
    return ` (it names ${GAME_ROOT}, which is not on this machine: use its own folder, in which it runs, or "$GSE_GAME_DIR")`;
  return "";
}
