import type {
  Asset,
  Fleet,
  Instance,
  InstanceId,
  Launch,
  LaunchOutcome,
  OsProcess,
  ProcessId,
  SetUpStep,
  StepOutcome,
} from "../model/index.js";

/**
 * Where instances and their processes are: this machine, or a simulation of it. Nothing here decides; it does what the
 * engine decided and tells what came of it.
 */
export interface Machine {
  /**
   * Sets an instance up from nothing, whatever an attempt before may have left: fetches and unpacks the asset, runs its
   * `install.sh` once, looks for what is to be launched (gse-semantics d.3). Tells each step when it is over; after one that
   * failed there is no next. Never throws. Ended early by `remove`, it tells nothing more.
   */
  setUp(order: SetUpOrder, onStep: (done: StepDone) => void): void;
  /** Starts one process in its own group, with its output in files that outlive the host. Never rejects. */
  launch(order: LaunchOrder): Promise<LaunchOutcome>;
  /** Ends a process and its whole group by force. One that is gone already is no fault. */
  kill(launch: Launch): void;
  /** Ends whatever still runs on an instance and takes its folder away. Rejects when that cannot be done now; it may be tried again. */
  remove(instance: Instance): Promise<void>;
  /** Told once for each launched process that is gone, also for those that `recover` found. */
  onExit(listener: (exit: LaunchExit) => void): void;
  /**
   * To be called once, before anything else: finds what runs of a former host's launches, watches over it, ends what nobody
   * knows, and clears away folders that belong to no instance or are half made.
   */
  recover(known: KnownLaunches): Promise<readonly RecoveredLaunch[]>;
  /** Stops watching. Everything that was launched goes on. */
  close(): void;
}

export interface SetUpOrder {
  readonly instance: Instance;
  readonly fleet: Fleet;
  readonly asset: Asset;
}

export interface StepDone {
  readonly step: SetUpStep;
  readonly outcome: StepOutcome;
  /** The step's log, by its name in the log store; "" for none. */
  readonly log: string;
}

export interface LaunchOrder {
  readonly launch: Launch;
  readonly fleet: Fleet;
}

export interface LaunchExit {
  readonly processId: ProcessId;
  /** "exit code 1", "signal SIGSEGV"; "it is gone" where nobody saw how. */
  readonly how: string;
  /** The end of its output, by its name in the log store; "" for none. */
  readonly log: string;
}

export interface KnownLaunches {
  readonly launches: readonly Launch[];
  /** Those that are set up or TERMINATING: their folders stay. */
  readonly instances: readonly InstanceId[];
}

/** One of the known launches that runs. */
export interface RecoveredLaunch extends OsProcess {
  readonly processId: ProcessId;
}
