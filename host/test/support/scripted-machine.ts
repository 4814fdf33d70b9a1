import type { Instance, Launch, LaunchOutcome, ProcessId } from "../../src/model/index.js";
import type { LaunchExit, LaunchOrder, Machine, RecoveredLaunch, SetUpOrder, StepDone } from "../../src/ports/index.js";

/** The machine by hand: what it was told to do, and answers that the test gives or leaves out. */
export class ScriptedMachine implements Machine {
  readonly setUps: SetUpOrder[] = [];
  readonly launched: Launch[] = [];
  readonly killed: Launch[] = [];
  readonly removed: Instance[] = [];
  /** What a launch comes to; pids count up from 1001. */
  onLaunch: (launch: Launch) => Promise<LaunchOutcome> = () => {
    const pid = 1_001 + this.#pids++;
    return Promise.resolve({ ok: true, pid, startedAt: `boot ${String(pid)}` });
  };
  /** How a set-up goes; by default every step well. */
  onSetUp: (order: SetUpOrder, tell: (done: StepDone) => void) => void = (_order, tell) => {
    for (const step of ["download", "extract", "install", "validate"] as const)
      tell({ step, outcome: { ok: true }, log: step === "install" ? "" : `${step}.log` });
  };
  onRemove: (instance: Instance) => Promise<void> = () => Promise.resolve();
  running: readonly RecoveredLaunch[] = [];
  #pids = 0;
  #tell: (exit: LaunchExit) => void = () => undefined;

  setUp(order: SetUpOrder, onStep: (done: StepDone) => void): void {
    this.setUps.push(order);
    this.onSetUp(order, onStep);
  }

  launch({ launch }: LaunchOrder): Promise<LaunchOutcome> {
    this.launched.push(launch);
    return this.onLaunch(launch);
  }

  kill(launch: Launch): void {
    this.killed.push(launch);
  }

  remove(instance: Instance): Promise<void> {
    this.removed.push(instance);
    return this.onRemove(instance);
  }

  onExit(listener: (exit: LaunchExit) => void): void {
    this.#tell = listener;
  }

  exit(processId: ProcessId, how = "exit code 0"): void {
    this.#tell({ processId, how, log: "" });
  }

  recover(): Promise<readonly RecoveredLaunch[]> {
    return Promise.resolve(this.running);
  }

  close(): void {
    this.#tell = () => undefined;
  }
}
