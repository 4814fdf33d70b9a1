import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, fchownSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Launch, LaunchOutcome } from "../../model/index.js";
import type { LaunchOrder } from "../../ports/index.js";
import type { Account } from "./accounts.js";
import { processEnvironment, type Environment } from "./environment.js";
import { logPath, placesOf, processLogName } from "./instance-places.js";
import { mapGameRoot } from "./launch-path.js";
import { findProgram, looksExecutable, makeExecutable, whyNotRunnable, type ProgramFile } from "./program-file.js";
import { accountOf } from "./run-as.js";
import { CommandLineError, splitCommandLine } from "./split-command-line.js";

/** A process that could be started at once. */
export interface PreparedProcess {
  readonly program: ProgramFile;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Environment;
  readonly account: Account | undefined;
  /** Its output's, whole. */
  readonly logFile: string;
}

type NotStarted = Extract<LaunchOutcome, { ok: false }>;

const notStarted = (kind: NotStarted["kind"], launch: Launch, why: string): NotStarted => ({
  ok: false,
  kind,
  reason: `cannot start "${launch.launchPath}": ${why}`,
});

/** Finds all that a launch needs, and says what is missing. */
export async function prepareProcess(
  { launch, fleet }: LaunchOrder,
  dataDir: string,
  agentAddress: string,
  ownEnvironment: Environment,
): Promise<PreparedProcess | NotStarted> {
  const { instanceId, fleetId } = launch;
  const places = placesOf(dataDir, instanceId);
  const account = await accountOf(places);
  const found = await findProgram(places.game, launch.launchPath);
  if (!found.ok) return { ok: false, kind: "not-found", reason: found.reason };
  const { program } = found;
  // One that a later runtime configuration names was not seen when the instance was set up.
  const isToBeMarked = !program.isExecutable && looksExecutable(program);
  const why = (isToBeMarked ? await whyNotMarked(places.game, program) : undefined) ?? whyNotRunnable(program);
  if (why !== undefined) return notStarted("cannot-run", launch, why);
  try {
    const facts = { fleetId, instanceId, gameDir: places.game, launch, agentAddress };
    return {
      program,
      args: splitCommandLine(launch.parameters).map((word) => mapGameRoot(word, places.game)),
      folder: places.game,
      environment: processEnvironment(
        ownEnvironment,
        { ...facts, inboundPermissions: fleet.inboundPermissions },
        account,
      ),
      account,
      logFile: logPath(dataDir, processLogName(instanceId, launch.id)),
    };
  } catch (error) {
    if (error instanceof CommandLineError) return notStarted("failed", launch, error.message);
    throw error;
  }
}

const whyNotMarked = (gameDir: string, program: ProgramFile): Promise<string | undefined> =>
  makeExecutable(gameDir, program).then(
    () => undefined,
    (error: unknown) => `it cannot be made executable: ${error instanceof Error ? error.message : String(error)}`,
  );

export type Started = { readonly ok: true; readonly child: ChildProcess; readonly pid: number } | NotStarted;

/**
 * Starts it in a session and group of its own, with its output in a file, which outlives the host as a pipe would not.
 * `onExit` comes once, after this has settled.
 */
export async function startProcess(
  launch: Launch,
  prepared: PreparedProcess,
  onExit: (how: string) => void,
): Promise<Started> {
  const { program, args, folder, environment, account, logFile } = prepared;
  mkdirSync(dirname(logFile), { recursive: true });
  const output = openSync(logFile, "a", 0o644);
  try {
    // So that it may open its own output by name: /dev/stdout.
    if (account !== undefined) fchownSync(output, account.uid, account.gid);
    const child = spawn(program.path, args, {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ["ignore", output, output],
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    child.unref();
    child.once("exit", (code, signal) => {
      onExit(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    if (child.pid === undefined) return notStarted("failed", launch, "the system gave it no pid");
    return { ok: true, child, pid: child.pid };
  } catch (error) {
    return notStarted(kindOf(error), launch, whyRefused(error, prepared));
  } finally {
    closeSync(output);
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

/** The file itself was seen a moment ago: what is not found is what it needs. */
function kindOf(error: unknown): NotStarted["kind"] {
  const code = codeOf(error);
  return code === "ENOENT" || code === "EACCES" || code === "EPERM" || code === "ENOEXEC" || code === "ELIBBAD"
    ? "cannot-run"
    : "failed";
}

function whyRefused(error: unknown, { program, folder, account }: PreparedProcess): string {
  const code = codeOf(error);
  if (code === "ENOENT" && !existsSync(folder)) return `the instance's folder "${folder}" is gone`;
  if (code === "ENOENT") return whyNoInterpreter(program);
  if (code === "EACCES" || code === "EPERM")
    return `the system does not let ${account?.user ?? "the host's user"} run it (${code}): look at its mode, at its interpreter's, and whether its disk is mounted noexec`;
  return error instanceof Error ? error.message : String(error);
}

function whyNoInterpreter({ head }: ProgramFile): string {
  const [, line] = /^#!\s*([^\n]*)/.exec(head.toString("utf8")) ?? [];
  if (line === undefined)
    return "the loader that it was linked for is not on this machine: it was built for another kind of Linux (musl, glibc, 32 bits)";
  if (line.endsWith("\r"))
    return `its first line "#!${line.trimEnd()}" ends as lines of Windows do, and that is taken for a part of the name: save it with line ends of Unix`;
  return `the interpreter of its first line, "${line}", is not on this machine`;
}
