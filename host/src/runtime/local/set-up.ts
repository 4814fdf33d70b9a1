import { constants } from "node:fs";
import { access, mkdir, rename } from "node:fs/promises";
import { extractArchive, type ArchiveLimits } from "../../archive/index.js";
import { setUpSteps, type Asset, type SetUpStep, type StepOutcome } from "../../model/index.js";
import type { Clock, SetUpOrder, StepDone } from "../../ports/index.js";
import type { Accounts } from "./accounts.js";
import { instanceEnvironment, type Environment } from "./environment.js";
import { hasInstallScript, runInstallScript } from "./install-script.js";
import { logPath, placesOf, stepLogName, type InstancePlaces } from "./instance-places.js";
import { findProgram, looksExecutable, makeExecutable } from "./program-file.js";
import { accountWanted, handOver } from "./run-as.js";
import { splitCommandLine } from "./split-command-line.js";
import { StepFailure } from "./step-failure.js";
import { StepLog } from "./step-log.js";
import { syncTree } from "./sync-tree.js";

/** What setting up needs of the machine. */
export interface SetUpMeans {
  readonly dataDir: string;
  readonly blobPath: (asset: Asset) => string;
  readonly archiveLimits: Partial<ArchiveLimits>;
  readonly installTimeoutMs: number;
  readonly environment: Environment;
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** Ends what runs on the instance and takes its folder away. */
  readonly clear: () => Promise<void>;
}

interface Work extends SetUpOrder {
  readonly means: SetUpMeans;
  readonly places: InstancePlaces;
  readonly log: StepLog;
  readonly signal: AbortSignal;
}

/** Step by step, until one fails or the signal ends it; then nothing more is told. Never rejects. */
export async function setUp(
  order: SetUpOrder,
  means: SetUpMeans,
  signal: AbortSignal,
  onStep: (done: StepDone) => void,
): Promise<void> {
  const { id } = order.instance;
  for (const step of setUpSteps) {
    const name = stepLogName(id, step);
    const log = new StepLog(name, logPath(means.dataDir, name));
    const work: Work = { ...order, means, places: placesOf(means.dataDir, id), log, signal };
    const outcome = await outcomeOf(step, work);
    // Ended from outside: whatever came of it is of no interest.
    if (signal.aborted) return;
    onStep({ step, outcome, log: log.name });
    if (!outcome.ok) return;
  }
}

async function outcomeOf(step: SetUpStep, work: Work): Promise<StepOutcome> {
  try {
    try {
      await steps[step](work);
      return { ok: true };
    } catch (error) {
      if (!work.signal.aborted) work.log.line(error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      work.log.close();
    }
  } catch (error) {
    const kind = error instanceof StepFailure ? error.kind : "failed";
    return { ok: false, kind, reason: error instanceof Error ? error.message : String(error) };
  }
}

const steps: Readonly<Record<SetUpStep, (work: Work) => Promise<void>>> = { download, extract, install, validate };

/** On one machine the package is there already; what is left of downloading is to make room and to look. */
async function download({ means, places, asset, signal }: Work): Promise<void> {
  await means.clear();
  signal.throwIfAborted();
  await mkdir(places.folder, { recursive: true });
  try {
    await access(means.blobPath(asset), constants.R_OK);
  } catch (error) {
    throw new StepFailure(`the package of asset "${asset.id}" cannot be read: ${String(error)}`);
  }
}

async function extract({ means, places, asset, log, signal }: Work): Promise<void> {
  log.line("Extracting Build.");
  const summary = await extractArchive(means.blobPath(asset), places.partial, {
    limits: means.archiveLimits,
    onEntry: ({ path, kind, sizeBytes }) => {
      log.line(kind === "link" ? `  ${path} (link)` : `  ${path} (${String(sizeBytes)} bytes)`);
    },
    signal,
  });
  await rename(places.partial, places.game);
  const { files, folders, links, bytes } = summary;
  log.line(
    `Extracted ${String(files)} files (${String(bytes)} bytes), ${String(links)} links, ${String(folders)} folders`,
  );
}

async function install({ means, places, instance, fleet, log, signal }: Work): Promise<void> {
  const { accounts, clock, dataDir, installTimeoutMs } = means;
  const account = await accountWanted(places, accounts, log);
  if (await hasInstallScript(places.game)) {
    const facts = { fleetId: fleet.id, instanceId: instance.id, gameDir: places.game };
    await runInstallScript({
      gameDir: places.game,
      environment: instanceEnvironment(means.environment, facts),
      log,
      clock,
      timeoutMs: installTimeoutMs,
      signal,
    });
  }
  // Only now, so that what the script made is the account's as well.
  if (account !== undefined) await handOver(dataDir, places, account);
}

async function validate({ places, fleet, log, signal }: Work): Promise<void> {
  log.line("Searching for runtime path.");
  const missing: string[] = [];
  for (const { launchPath, parameters } of fleet.runtime.serverProcesses) {
    const problem = await findOrMakeProgram(places.game, launchPath, log);
    if (problem !== undefined) missing.push(problem);
    splitCommandLine(parameters);
  }
  if (missing.length > 0) throw new StepFailure(missing.join("; "), "launch-path-not-found");
  // An instance that is told to stand must stand after a loss of power, too.
  await syncTree(places.game, signal);
}

async function findOrMakeProgram(gameDir: string, launchPath: string, log: StepLog): Promise<string | undefined> {
  const found = await findProgram(gameDir, launchPath);
  if (!found.ok) return found.reason;
  if (!found.program.isExecutable) {
    const problem = (why: string): string => `launch path "${launchPath}": ${why}`;
    if (!looksExecutable(found.program))
      return problem(
        "it is there, but is not executable and no program either; give the program, or keep its mode when packing (zip on Linux does)",
      );
    try {
      await makeExecutable(gameDir, found.program);
    } catch (error) {
      return problem(`it cannot be made executable: ${error instanceof Error ? error.message : String(error)}`);
    }
    log.line(`  ${launchPath}: made executable; the package did not say that it is`);
  }
  log.line(`  ${launchPath}: found`);
  return undefined;
}
