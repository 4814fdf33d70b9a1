import type { Fleet, Instance, InstanceId, Launch, LaunchOutcome, ProcessId, StepOutcome } from "../model/index.js";
import { setUpSteps } from "../model/index.js";
import type {
  Clock,
  KnownLaunches,
  LaunchExit,
  LaunchOrder,
  Machine,
  RecoveredLaunch,
  SetUpOrder,
  StepDone,
} from "../ports/index.js";
import type { OperatingSystem, SimulatedProcess } from "./operating-system.js";
import { packageKindOf } from "./packages.js";
import { strikes, type Stage } from "./stage.js";
import { anyTemper } from "./temper.js";

export interface SimulatedMachineOptions {
  readonly stage: Stage;
  readonly os: OperatingSystem;
  /** Of the host's life: when the host is killed, nothing of this goes on. */
  readonly clock: Clock;
  readonly packages: (instanceId: InstanceId) => string;
}

/** The machine as one host sees it, over an operating system that outlives the host. */
export class SimulatedMachine implements Machine {
  readonly #options: SimulatedMachineOptions;
  readonly #listeners: ((exit: LaunchExit) => void)[] = [];
  /** Of this life: whose set-up must stop once it is removed. */
  readonly #setUps = new Map<InstanceId, symbol>();
  readonly #removals = new Map<InstanceId, Promise<void>>();
  readonly #launched = new Map<ProcessId, Promise<LaunchOutcome>>();

  constructor(options: SimulatedMachineOptions) {
    this.#options = options;
    const { os, clock, stage } = options;
    os.onExit = (process, how) => {
      const { launchId } = process;
      if (launchId === null) return;
      // A child's exit is told at once, that of a former host's child when it is looked for.
      const started = this.#launched.get(launchId);
      const lateMs = started === undefined ? stage.random.between(1, 500) : 1;
      void Promise.resolve(started).then(() => {
        clock.setTimeout(() => {
          stage.note("exit", () => `pid ${String(process.pid)}: ${how}`);
          for (const listener of this.#listeners) listener({ processId: launchId, how, log: "" });
        }, lateMs);
      });
    };
  }

  setUp({ instance, fleet }: SetUpOrder, onStep: (done: StepDone) => void): void {
    const { stage, os, clock } = this.#options;
    const { id } = instance;
    if (this.#setUps.has(id)) stage.broken("an instance is set up once in a host's life", id);
    const mark = Symbol(id);
    this.#setUps.set(id, mark);
    os.folders.delete(id);
    void (async () => {
      await this.#removals.get(id)?.catch(() => undefined);
      for (const step of setUpSteps) {
        await sleep(clock, stage.random.between(5, 3_000));
        if (this.#setUps.get(id) !== mark) return;
        const failure = strikes(stage, stage.weather.failedSetUps) ? stage.random.pick(["fails", "hangs"]) : undefined;
        if (failure !== undefined) stage.note(`fault: set-up step ${failure}`, () => `${step} of ${id}`);
        if (failure === "hangs") {
          await sleep(clock, 600_000);
          if (this.#setUps.get(id) !== mark) return;
        }
        const outcome: StepOutcome = failure === undefined ? { ok: true } : failureOf(step);
        if (step === "extract" && outcome.ok) os.folders.add(id);
        stage.note("set-up step", () => `${step} of ${id}: ${outcome.ok ? "done" : outcome.kind}`);
        onStep({ step, outcome, log: step === "install" && fleet.seq % 2 === 0 ? "" : `instances/${id}/${step}.log` });
        if (!outcome.ok) return;
      }
    })();
  }

  launch(order: LaunchOrder): Promise<LaunchOutcome> {
    const { stage, os } = this.#options;
    const { id } = order.launch;
    if (this.#launched.has(id) || os.ofLaunch(id) !== undefined) stage.broken("a launch is made once", id);
    const started = this.#start(order);
    this.#launched.set(id, started);
    return started;
  }

  async #start({ launch, fleet }: LaunchOrder): Promise<LaunchOutcome> {
    const { stage, os, clock, packages } = this.#options;
    const { id, instanceId, token } = launch;
    await sleep(clock, stage.random.between(1, 150));
    if (!os.folders.has(instanceId) || this.#removals.has(instanceId))
      return { ok: false, kind: "failed", reason: "the instance's folder is gone" };
    if (strikes(stage, stage.weather.failedLaunches)) {
      const kind = stage.random.pick(["not-found", "cannot-run", "failed", "failed"] as const);
      stage.note(`fault: launch fails (${kind})`, () => id);
      return { ok: false, kind, reason: "as the simulation says" };
    }
    const temper = anyTemper(stage, packageKindOf(packages(instanceId)));
    stage.coverage.count(`server: ${temper.manner}`);
    const clientPort = temper.manner === "portOutside" ? 1_024 : portFor(stage, fleet);
    const { pid, startedAt } = os.spawn({ launchId: id, instanceId, token, temper, clientPort });
    stage.note("launched", () => `${id} as pid ${String(pid)}, ${temper.manner}`);
    // The host may be killed before it hears of its own child.
    await sleep(clock, stage.random.between(1, 20));
    return { ok: true, pid, startedAt };
  }

  kill({ id, pid, startedAt }: Launch): void {
    const { os } = this.#options;
    const running = os.ofLaunch(id);
    if (running !== undefined) os.kill(running);
    else if (pid !== null) os.kill({ pid, startedAt });
  }

  remove({ id }: Instance): Promise<void> {
    const { stage, os, clock } = this.#options;
    const underWay = this.#removals.get(id);
    if (underWay !== undefined) return underWay;
    this.#setUps.delete(id);
    const isFailing = strikes(stage, stage.weather.failedRemovals);
    const removal = sleep(clock, stage.random.between(1, 2_000)).then(() => {
      this.#removals.delete(id);
      if (isFailing) {
        stage.note("fault: removal fails", () => id);
        throw new Error("its folder cannot be taken away: as the simulation says");
      }
      const left = this.#on(id);
      if (left.length > 0) stage.broken("an instance is removed when its last process is gone", id);
      os.folders.delete(id);
    });
    this.#removals.set(id, removal);
    return removal;
  }

  onExit(listener: (exit: LaunchExit) => void): void {
    this.#listeners.push(listener);
  }

  async recover({ launches, instances }: KnownLaunches): Promise<readonly RecoveredLaunch[]> {
    const { stage, os, clock } = this.#options;
    await sleep(clock, stage.random.between(1, 300));
    const found = launches.flatMap(({ id, pid, startedAt }): RecoveredLaunch[] => {
      const running = os.ofLaunch(id);
      if (running === undefined || (pid !== null && startedAt !== running.startedAt)) return [];
      return [{ processId: id, pid: running.pid, startedAt: running.startedAt }];
    });
    const known = new Set(found.map(({ processId }) => processId));
    for (const process of os.processes())
      if (process.launchId !== null && !known.has(process.launchId))
        stage.broken("every launched process is known to the host that starts", process.launchId);
    const isKnown = new Set(instances);
    for (const id of os.folders) if (!isKnown.has(id)) os.folders.delete(id);
    await sleep(clock, stage.random.between(1, 300));
    return found;
  }

  close(): void {
    this.#listeners.length = 0;
    this.#setUps.clear();
  }

  #on(id: InstanceId): readonly SimulatedProcess[] {
    return this.#options.os.processes().filter(({ instanceId }) => instanceId === id);
  }
}

const failureOf = (step: string): StepOutcome =>
  step === "validate"
    ? { ok: false, kind: "launch-path-not-found", reason: "as the simulation says" }
    : { ok: false, kind: "failed", reason: "as the simulation says" };

/** One of the range that the process was given in its environment. */
function portFor({ random }: Stage, { inboundPermissions }: Fleet): number {
  if (inboundPermissions.length === 0) return random.between(7_000, 7_099);
  const { fromPort, toPort } = random.pick(inboundPermissions);
  return random.between(fromPort, toPort);
}

const sleep = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });
