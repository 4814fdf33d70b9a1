import type { EngineSettings, World } from "../engine/index.js";
import { Host } from "../host.js";
import type {
  CallbackOutcome,
  Command,
  GameServerSessionId,
  HostEvent,
  Launch,
  ProcessId,
  ReplyTo,
} from "../model/index.js";
import type { Changes, Journal, Machine, ProcessLink } from "../ports/index.js";
import { ClockShare } from "../testing/clock-share.js";
import type { DiskState } from "./disk.js";
import type { OperatingSystem } from "./operating-system.js";
import { SimulatedJournal, diskIsFull, type CommitWatcher } from "./simulated-journal.js";
import { SimulatedLink, simulatedRuntime } from "./simulated-link.js";
import { SimulatedMachine, type SimulatedMachineOptions } from "./simulated-machine.js";
import { strikes, type Stage } from "./stage.js";

/** Where the host is killed: in the next turn that changes something. */
export type Death =
  | { readonly at: "beforeCommit" }
  /** Somebody may have been told, or nobody. */
  | { readonly at: "afterCommit"; readonly isHeard: boolean }
  | { readonly at: "amidEffects"; readonly effects: number; readonly isHeard: boolean };

const FLUSHES_THAT_FAIL = 400;

/** Told of everything that a host does. */
export interface HostWatcher {
  readonly onCommit: (changes: Changes) => void;
  readonly onEvent: (event: HostEvent) => void;
  /** Shown the host's world when it has read its rows. */
  readonly onWorld: (world: World) => void;
  /** One turn of the host: everything that it decides at once. */
  readonly aroundTurn: (run: () => void) => void;
  /** One is about to be ended by force. */
  readonly onKill: (launch: Launch) => void;
  /** The disk refused. */
  readonly onTrouble: () => void;
}

export interface HostLifeOptions {
  readonly stage: Stage;
  readonly os: OperatingSystem;
  readonly disk: DiskState;
  readonly openJournal: () => Journal;
  readonly settings: EngineSettings;
  readonly uuid: () => string;
  readonly packages: SimulatedMachineOptions["packages"];
  readonly watcher: HostWatcher;
}

/** One life of the host: from its start until it is closed or killed. Disk, machine and game servers go on without it. */
export class HostLife {
  readonly host: Host;
  /** The host's own timers. */
  readonly #clock: ClockShare;
  /** Those of its machine and its link, which are as alive as it is. */
  readonly #aroundIt: ClockShare;
  /** Settles when it is over, in whichever way. */
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;
  readonly #options: HostLifeOptions;
  readonly journal: Journal;
  /** What it had done, as "startSession SESSION" or "askToTerminate PROCESS". */
  readonly called = new Set<string>();
  /** Processes that were told of a session and have not answered, by that session. */
  readonly #starting = new Map<GameServerSessionId, ProcessId>();
  /** Sessions that are no longer to be heard of: activated, or over. */
  readonly #heard = new Set<GameServerSessionId>();
  readonly #machine: SimulatedMachine;
  readonly #unanswered = new Set<() => void>();
  #isDead = false;
  #hasWritten = false;
  #isClosed = false;
  #isHeardAfterDeath = false;
  #death: Death | undefined;
  #effectsLeft = Infinity;

  constructor(options: HostLifeOptions) {
    this.#options = options;
    const { stage, os, settings, uuid, packages } = options;
    this.#clock = new ClockShare(stage.time);
    this.#aroundIt = new ClockShare(stage.time);
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.journal = new SimulatedJournal(options.openJournal(), this.#watcher());
    this.#machine = new SimulatedMachine({ stage, os, clock: this.#aroundIt, packages });
    this.host = new Host({
      clock: this.#clock,
      journal: this.journal,
      link: this.#link(new SimulatedLink(stage, os, this.#aroundIt)),
      runtime: simulatedRuntime(os),
      machine: this.#guarded(this.#machine),
      settings,
      uuid,
      onWorld: options.watcher.onWorld,
      defer: (run) => {
        this.#clock.setTimeout(() => {
          options.watcher.aroundTurn(run);
        }, 0);
      },
      onBroken: () => {
        this.die();
      },
      onFault: (doing, error) => {
        if (!this.#isDead && !/as the simulation says|disk is full|killed/.test(String(error)))
          stage.broken("the host has no faults of its own", `${doing}: ${String(error)}`);
      },
    });
    this.host.onEvent((event) => {
      if (!this.#isDead) options.watcher.onEvent(event);
    });
  }

  get isUp(): boolean {
    return !this.#isDead && !this.#isClosed;
  }

  async start(): Promise<void> {
    await this.host.start();
  }

  /** Undefined: nobody was told what became of it. */
  submit<C extends Command>(command: C): Promise<ReplyTo<C> | undefined> {
    if (!this.isUp) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const giveUp = (): void => {
        resolve(undefined);
      };
      this.#unanswered.add(giveUp);
      this.host.execute(command).then((reply) => {
        this.#unanswered.delete(giveUp);
        resolve(this.#isDead && !this.#isHeardAfterDeath ? undefined : reply);
      }, giveUp);
    });
  }

  /** Undefined: it is spared. */
  dieIn(death: Death | undefined): void {
    this.#death = death;
    this.#effectsLeft = Infinity;
  }

  /** SIGKILL. */
  die(): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#end();
    this.#clock.drop();
    this.#aroundIt.drop();
    // What it has begun in this turn it does no harm with any more.
    queueMicrotask(() => {
      this.journal.close();
    });
    // After the last words: whoever waits then waits in vain.
    this.#options.stage.time.setTimeout(() => {
      this.#giveUp();
    }, 1);
  }

  /** In order; games go on. */
  close(): void {
    if (!this.isUp) return;
    const { stage } = this.#options;
    this.host.close();
    this.#isClosed = true;
    stage.time.setTimeout(() => {
      const { pending } = this.#clock;
      if (pending > 0) stage.broken("a host that is closed has no timers", String(pending));
    }, 0);
    this.#end();
    this.#machine.close();
    this.#aroundIt.drop();
    this.journal.close();
    this.#giveUp();
  }

  #giveUp(): void {
    for (const giveUp of this.#unanswered) giveUp();
    this.#unanswered.clear();
  }

  #watcher(): CommitWatcher {
    const { disk, stage, watcher } = this.#options;
    return {
      before: (changes) => {
        if (this.#isDead) throw new Error("killed");
        if (disk.isFull) {
          stage.note("fault: full disk");
          watcher.onTrouble();
          throw diskIsFull();
        }
        if (disk.failures > 0) {
          disk.failures--;
          stage.note("fault: failed commit");
          watcher.onTrouble();
          if (stage.random.onceIn(2)) disk.limbo = changes;
          throw diskIsFull();
        }
        if (this.#death?.at !== "beforeCommit") return;
        stage.note("fault: host killed before a commit");
        this.die();
        throw new Error("killed");
      },
      after: (changes) => {
        disk.limbo = undefined;
        this.#hasWritten = true;
        for (const { id, status } of changes.sessions) if (status !== "ACTIVATING") this.#heard.add(id);
        watcher.onCommit(changes);
        if (this.#death?.at === "afterCommit") {
          stage.note("fault: host killed after a commit");
          this.#isHeardAfterDeath = this.#death.isHeard;
          this.die();
        } else if (this.#death?.at === "amidEffects") {
          this.#isHeardAfterDeath = this.#death.isHeard;
          this.#effectsLeft = this.#death.effects;
        }
      },
      flush: () => {
        // Nobody waits for a disk that has nothing to write.
        return this.#hasWritten && stage.random.onceIn(2) ? this.#slowFlush() : undefined;
      },
    };
  }

  /** The disk takes its time; now and then it fails, and nobody knows what it has. */
  #slowFlush(): Promise<void> {
    const { stage } = this.#options;
    this.#hasWritten = false;
    return new Promise((resolve, reject) => {
      this.#aroundIt.setTimeout(
        () => {
          if (!strikes(stage, FLUSHES_THAT_FAIL)) {
            resolve();
            return;
          }
          stage.note("fault: failed flush");
          reject(new Error("the disk failed, as the simulation says"));
        },
        stage.random.between(0, 12),
      );
    });
  }

  /** False once the host is dead, which it may be from this effect on. */
  #mayDo(effect: string, of: string): boolean {
    const { stage } = this.#options;
    if (this.#isDead) return false;
    if (this.#effectsLeft-- <= 0) {
      stage.note("fault: host killed amid effects", () => `before ${effect}`);
      this.die();
      return false;
    }
    stage.note(`effect: ${effect}`, () => of);
    return true;
  }

  #link(link: ProcessLink): ProcessLink {
    return {
      startSession: (process, session, deadlineAtMs) => {
        this.called.add(`startSession ${session.id}`);
        const mayDo = this.#mayDo("startSession", `${session.id} by ${process.id}`);
        return mayDo ? this.#start(process.id, session.id, link.startSession(process, session, deadlineAtMs)) : never();
      },
      checkHealth: (process, deadlineAtMs) =>
        this.#mayDo("checkHealth", process.id) ? link.checkHealth(process, deadlineAtMs) : never(),
      askToTerminate: (process, deadlineAtMs) => {
        this.called.add(`askToTerminate ${process.id}`);
        for (const [sessionId, processId] of this.#starting)
          if (processId === process.id && !this.#heard.has(sessionId))
            this.#options.stage.broken(
              "a process hears of its end only after its session",
              `${process.id}: ${sessionId}`,
            );
        const mayDo = this.#mayDo("askToTerminate", `${process.id} by ${String(process.endsAtMs)}`);
        return mayDo ? link.askToTerminate(process, deadlineAtMs) : never();
      },
      forget: (process) => {
        link.forget(process);
      },
    };
  }

  async #start(
    processId: ProcessId,
    sessionId: GameServerSessionId,
    answer: Promise<CallbackOutcome>,
  ): Promise<CallbackOutcome> {
    this.#starting.set(sessionId, processId);
    const outcome = await answer;
    this.#starting.delete(sessionId);
    return outcome;
  }

  #guarded(machine: Machine): Machine {
    return {
      setUp: (order, onStep) => {
        if (this.#mayDo("setUpInstance", order.instance.id)) machine.setUp(order, onStep);
      },
      launch: (order) =>
        this.#mayDo(
          "launch",
          `${order.launch.id} ${order.launch.launchPath} ${order.launch.parameters} on ${order.launch.instanceId}`,
        )
          ? machine.launch(order)
          : never(),
      kill: (launch) => {
        if (!this.#mayDo("killLaunch", `${launch.id}: ${launch.reason}`)) return;
        this.#options.watcher.onKill(launch);
        machine.kill(launch);
      },
      remove: (instance) => (this.#mayDo("removeInstance", instance.id) ? machine.remove(instance) : never()),
      onExit: (listener) => {
        machine.onExit(listener);
      },
      recover: (known) => machine.recover(known),
      close: () => {
        machine.close();
      },
    };
  }
}

const never = <T>(): Promise<T> => new Promise(() => undefined);
