import { mkdirSync, realpathSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { ArchiveLimits } from "../../archive/index.js";
import type { Asset, Instance, InstanceId, Launch, LaunchOutcome, OsProcess, ProcessId } from "../../model/index.js";
import type {
  Clock,
  KnownLaunches,
  LaunchExit,
  LaunchOrder,
  Machine,
  RecoveredLaunch,
  SetUpOrder,
  StepDone,
} from "../../ports/index.js";
import { Accounts, type AccountsOptions } from "./accounts.js";
import { endAll } from "./end-all.js";
import type { Environment } from "./environment.js";
import { instancesFolder, placesOf, processLogName, removeFolder } from "./instance-places.js";
import { killGroup, killRemains } from "./kill-group.js";
import { kernelUnits } from "./kernel-units.js";
import { LaunchLine } from "./launch-line.js";
import { LeftBehind } from "./left-behind.js";
import { holdsItsPid, localRuntime } from "./local-runtime.js";
import { hasExited, hasProc, readStat, startOf } from "./proc-files.js";
import { scanProcesses } from "./proc-scan.js";
import { setUp } from "./set-up.js";
import { sortOut } from "./sort-out.js";
import { prepareProcess, startProcess } from "./start-process.js";
import { ExitWatch } from "./watch-exits.js";

export interface LocalMachineOptions {
  /** Instances are in `instances/` of it, their logs in `logs/`. Made when it is not there. */
  readonly dataDir: string;
  /** Where the package of an asset is: the absolute path of a ZIP. */
  readonly blobPath: (asset: Asset) => string;
  /** Where processes reach the agent, `host:port` or `unix:/path`; asked at each launch. */
  readonly agentAddress: () => string;
  /** The host's own; PATH, HOME, the language and the time zone of it are handed on, and nothing else. */
  readonly environment: Environment;
  readonly clock: Clock;
  /** Told of faults that nobody waits for. */
  readonly onFault: (doing: string, error: unknown) => void;
  readonly archiveLimits?: Partial<ArchiveLimits>;
  /** For install.sh; default: 600,000, ten minutes. */
  readonly installTimeoutMs?: number;
  /** How often processes are looked for that a former host launched; default: 250. */
  readonly watchEveryMs?: number;
  readonly accounts?: AccountsOptions;
  /** How many processes start at the same time; default: two for each processor, four at least. */
  readonly launchesAtOnce?: number;
}

/** What a process has used and uses: the launched one itself, without those that it started. */
export interface ProcessUsage {
  /** Time on a processor since its start. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

interface Running extends OsProcess {
  /** Of this host, which is told of its exit; false: a former host launched it. */
  readonly isChild: boolean;
  readonly instanceId: InstanceId;
}

interface UnderWay {
  readonly controller: AbortController;
  /** Never rejects. */
  readonly over: Promise<void>;
}

/**
 * Instances as folders of this machine, and their processes as its processes. Linux; on macOS, which has no /proc, what a
 * former host left is found by its pid only and never ended by force, and what left its group is not found at all.
 */
export class LocalMachine implements Machine {
  readonly #options: LocalMachineOptions;
  /** With every link resolved: processes of former hosts are known by it. */
  readonly #dataDir: string;
  readonly #accounts: Accounts;
  readonly #watch: ExitWatch;
  readonly #leftBehind: LeftBehind;
  readonly #line: LaunchLine;
  readonly #listeners = new Set<(exit: LaunchExit) => void>();
  /** Those to be started; who ends one takes it out. */
  readonly #starting = new Map<ProcessId, LaunchOrder>();
  readonly #running = new Map<ProcessId, Running>();
  readonly #setUps = new Map<InstanceId, UnderWay>();
  readonly #removals = new Map<InstanceId, Promise<void>>();
  #isClosed = false;

  /** @throws Error on Windows, and when the data folder cannot be made */
  constructor(options: LocalMachineOptions) {
    if (process.platform === "win32")
      throw new Error(
        "cannot run fleets on Windows: they need the process groups of Linux or macOS; use WSL, or start the game server by hand with gse dev",
      );
    this.#options = options;
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
    this.#dataDir = realpathSync(options.dataDir);
    this.#accounts = new Accounts(options.accounts ?? {});
    const { clock, onFault, watchEveryMs = 250 } = options;
    this.#watch = new ExitWatch({
      clock,
      everyMs: watchEveryMs,
      onGone: (id) => {
        this.#gone(id, "it is gone");
      },
    });
    this.#leftBehind = new LeftBehind({ dataDir: this.#dataDir, clock, onFault });
    this.#line = new LaunchLine(clock, options.launchesAtOnce ?? Math.max(4, 2 * availableParallelism()));
  }

  setUp(order: SetUpOrder, onStep: (done: StepDone) => void): void {
    const { id } = order.instance;
    const { archiveLimits = {}, installTimeoutMs = 600_000, onFault } = this.#options;
    const before = [this.#setUps.get(id)?.over, this.#removals.get(id)].map(async (work) => work);
    this.#setUps.get(id)?.controller.abort();
    const controller = new AbortController();
    const { signal } = controller;
    const means = {
      ...this.#options,
      dataDir: this.#dataDir,
      archiveLimits,
      installTimeoutMs,
      accounts: this.#accounts,
      clear: () => this.#clear(id),
    };
    const over = Promise.allSettled(before)
      .then(() => (signal.aborted ? undefined : setUp(order, means, signal, onStep)))
      .catch((error: unknown) => {
        onFault(`set up instance "${id}"`, error);
      })
      .finally(() => {
        if (this.#setUps.get(id)?.controller === controller) this.#setUps.delete(id);
      });
    this.#setUps.set(id, { controller, over });
  }

  async launch(order: LaunchOrder): Promise<LaunchOutcome> {
    const { id, instanceId } = order.launch;
    this.#starting.set(id, order);
    const isWanted = (): boolean => this.#starting.get(id) === order;
    let hasStarted = false;
    try {
      if (!(await this.#line.enter(id, order.fleet.id))) return notStarted;
      const prepared = await prepareProcess(
        order,
        this.#dataDir,
        this.#options.agentAddress(),
        this.#options.environment,
      );
      if ("ok" in prepared) return prepared;
      // From here to the start nothing comes in between, so whoever ends the instance meets it before or after.
      if (!isWanted() || this.#isClosed || this.#removals.has(instanceId)) return notStarted;
      const started = await startProcess(order.launch, prepared, (how) => {
        this.#gone(id, how);
      });
      if (!started.ok) return started;
      const { pid } = started;
      const startedAt = startOfChild(pid);
      const running: Running = { pid, startedAt, instanceId, isChild: true };
      this.#running.set(id, running);
      hasStarted = true;
      if (!isWanted()) this.#end(running);
      return { ok: true, pid, startedAt };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, kind: "failed", reason: `cannot start "${order.launch.launchPath}": ${reason}` };
    } finally {
      this.#starting.delete(id);
      if (!hasStarted) this.#line.leave(id);
    }
  }

  /** It said ProcessReady: the next one may start. */
  isUp(id: ProcessId): void {
    this.#line.leave(id);
  }

  kill({ id, pid, startedAt }: Launch): void {
    this.#withdraw(id);
    const running = this.#running.get(id);
    if (running !== undefined) this.#end(running);
    else if (pid !== null) this.#end({ pid, startedAt, isChild: false });
  }

  remove({ id }: Instance): Promise<void> {
    const underWay = this.#removals.get(id);
    if (underWay !== undefined) return underWay;
    const setUp = this.#setUps.get(id);
    setUp?.controller.abort();
    const removal = Promise.resolve(setUp?.over)
      .then(() => this.#clear(id))
      .finally(() => {
        this.#removals.delete(id);
      });
    this.#removals.set(id, removal);
    return removal;
  }

  onExit(listener: (exit: LaunchExit) => void): void {
    this.#listeners.add(listener);
  }

  async recover(known: KnownLaunches): Promise<readonly RecoveredLaunch[]> {
    const isAlive = (process: OsProcess): boolean => localRuntime.isAlive(process);
    const look = () => sortOut(known, scanProcesses(this.#dataDir), isAlive);
    const { recovered, strays } = look();
    if (strays.length > 0)
      await this.#guard("end the processes that nobody knows", () => endAll(() => look().strays, this.#options.clock));
    const instanceOf = new Map(known.launches.map(({ id, instanceId }) => [id, instanceId]));
    for (const { processId, pid, startedAt } of recovered) {
      const instanceId = instanceOf.get(processId);
      if (instanceId === undefined) continue;
      this.#running.set(processId, { pid, startedAt, instanceId, isChild: false });
      this.#watch.add(processId, { pid, startedAt });
    }
    await this.#guard("clear away folders that belong to no instance", () => this.#clearFolders(known.instances));
    return recovered;
  }

  /** Undefined for one that is not known here, or is gone, and where there is no /proc (macOS). */
  usage(processId: ProcessId): ProcessUsage | undefined {
    const running = this.#running.get(processId);
    if (running === undefined || !hasProc) return undefined;
    const stat = readStat(running.pid);
    if (stat === undefined || hasExited(stat) || startOf(stat) !== running.startedAt) return undefined;
    const { msPerTick, bytesPerPage } = kernelUnits();
    return { cpuMs: stat.cpuTicks * msPerTick, rssBytes: stat.residentPages * bytesPerPage };
  }

  /** Instances that are being set up stop where they are, for the next host makes them anew. */
  close(): void {
    this.#isClosed = true;
    this.#watch.close();
    this.#leftBehind.close();
    this.#line.close();
    for (const { controller } of this.#setUps.values()) controller.abort();
  }

  #gone(id: ProcessId, how: string): void {
    const running = this.#running.get(id);
    if (this.#isClosed || running === undefined) return;
    this.#running.delete(id);
    this.#line.leave(id);
    this.#end(running);
    this.#attempt(running, killRemains);
    this.#leftBehind.endAfter(id);
    const exit: LaunchExit = { processId: id, how, log: processLogName(running.instanceId, id) };
    for (const listener of this.#listeners) listener(exit);
  }

  /** Before it has begun. */
  #withdraw(id: ProcessId): void {
    if (this.#starting.delete(id)) this.#line.leave(id);
  }

  #end(process: Omit<Running, "instanceId">): void {
    this.#attempt(process, () => {
      if (canBeEnded(process)) killGroup(process);
      else throw new Error("where there is no /proc it may be another process of the same pid; end it by hand");
    });
  }

  #attempt(process: OsProcess, end: (pid: number) => void): void {
    try {
      end(process.pid);
    } catch (error) {
      this.#options.onFault(`end the process ${String(process.pid)}`, error);
    }
  }

  async #clear(id: InstanceId): Promise<void> {
    for (const { launch } of [...this.#starting.values()]) if (launch.instanceId === id) this.#withdraw(launch.id);
    const onIt = (): readonly Running[] => [...this.#running.values()].filter(({ instanceId }) => instanceId === id);
    for (const process of onIt()) this.#end(process);
    await endAll(() => {
      const launched = onIt().filter((process) => canBeEnded(process) && holdsItsPid(process));
      return [...launched, ...scanProcesses(this.#dataDir).filter(({ instanceId }) => instanceId === id)];
    }, this.#options.clock);
    await removeFolder(placesOf(this.#dataDir, id).folder);
  }

  async #clearFolders(known: readonly InstanceId[]): Promise<void> {
    const folder = instancesFolder(this.#dataDir);
    mkdirSync(folder, { recursive: true });
    const isKnown = new Set<string>(known);
    for (const name of await readdir(folder)) {
      const left = isKnown.has(name) ? placesOf(this.#dataDir, name as InstanceId).partial : join(folder, name);
      await this.#guard(`take "${left}" away`, () => removeFolder(left));
    }
  }

  async #guard(doing: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#options.onFault(doing, error);
    }
  }
}

const notStarted: LaunchOutcome = {
  ok: false,
  kind: "failed",
  reason: "it was to be ended before it was started",
};

/** Without /proc a pid proves nothing: the process may be gone, and the pid another's. Only a child's is its own for sure. */
const canBeEnded = ({ isChild }: Pick<Running, "isChild">): boolean => hasProc || isChild;

/** A child that exited at once was not waited for yet: its start can still be seen. */
function startOfChild(pid: number): string | null {
  if (!hasProc) return localRuntime.startedAt(pid);
  const stat = readStat(pid);
  return stat === undefined ? null : startOf(stat);
}
