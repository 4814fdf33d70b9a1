import { isSeenOnce, isTold } from "./command-kinds.js";
import { DeadlineTimer } from "./deadline-timer.js";
import { EffectRunner } from "./effect-runner.js";
import { FlushLine } from "./flush-line.js";
import { foundAtStart } from "./found-at-start.js";
import { ProcessSweep } from "./process-sweep.js";
import {
  creationsCountSince,
  fleetLoad,
  instanceLoad,
  step,
  World,
  type Effect,
  type EngineSettings,
} from "./engine/index.js";
import type {
  Command,
  FleetId,
  HostEvent,
  InstanceId,
  MachineCommand,
  ObservedCommand,
  ReplyTo,
} from "./model/index.js";
import type {
  Clock,
  CommandHost,
  CommitWatch,
  FleetLoad,
  InstanceLoad,
  Journal,
  LiveCounts,
  LiveTables,
  Machine,
  ProcessLink,
  Reads,
  Runtime,
  Stopwatch,
  TimerId,
} from "./ports/index.js";

export interface HostOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly link: ProcessLink;
  readonly runtime: Runtime;
  readonly machine: Machine;
  readonly settings: EngineSettings;
  /** A fresh UUID each time. */
  readonly uuid: () => string;
  /** Runs its argument once, after what is under way now; default: at the end of this turn of the event loop. */
  readonly defer?: (run: () => void) => void;
  /** Told of faults that nobody waits for: a listener that throws, a disk that refuses. */
  readonly onFault?: (doing: string, error: unknown) => void;
  /** Shown the world that is decided on, once: for who compares it with what is on disk. */
  readonly onWorld?: (world: World) => void;
  /** Told of every commit, and how long it took by `stopwatch` until it was on the disk. */
  readonly commits?: CommitWatch & { readonly stopwatch: Stopwatch };
  /** The disk failed where nobody can know what is on it: the host takes nothing more, and a new one has to be started. */
  readonly onBroken?: (error: unknown) => void;
}

/** After a change failed (the disk refused it, say), what was only observed is tried again so much later. */
const RETRY_MS = 1_000;

interface Waiting {
  readonly command: Command;
  readonly resolve: (reply: ReplyTo<Command>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The loop around the engine. Commands that have come in are decided one after the other, their rows are committed in one
 * transaction and brought to the disk, and only then are replies given and effects carried out: nothing that anybody was
 * told can be forgotten. What comes in while the disk works is the next turn. When the commit fails, the world is as it was
 * before the turn and everybody is told so.
 */
export class Host implements CommandHost {
  readonly #options: HostOptions;
  readonly #world: World;
  readonly #effects: EffectRunner;
  readonly #sweep: ProcessSweep;
  readonly #defer: (run: () => void) => void;
  readonly #listeners = new Set<(event: HostEvent) => void>();
  #waiting: Waiting[] = [];
  #isTurnPlanned = false;
  #isStarted = false;
  #isClosed = false;
  readonly #flushes: FlushLine;
  readonly #deadlines: DeadlineTimer;
  #retryTimer: TimerId | undefined;
  #toRetry: Waiting[] = [];

  constructor(options: HostOptions) {
    this.#options = options;
    this.#defer = options.defer ?? setImmediate;
    const { clock, journal, machine } = options;
    this.#world = new World(journal.load(creationsCountSince(clock.now())), journal);
    options.onWorld?.(this.#world);
    this.#flushes = new FlushLine(journal, () => {
      if (this.#waiting.length > 0) this.#planTurn();
    });
    this.#deadlines = new DeadlineTimer(clock, () => {
      this.#observed({ type: "tick" });
    });
    this.#effects = new EffectRunner({
      ...options,
      observed: (command) => {
        this.#observed(command);
      },
      onFault: (doing, error) => {
        if (!this.#isClosed) this.#fault(doing, error);
      },
    });
    this.#sweep = new ProcessSweep({
      ...options,
      defer: this.#defer,
      processes: () => this.#world.processes.values(),
      onGone: ({ id }) => {
        this.#observed({ type: "processGone", processId: id, how: "it exited without ProcessEnding" });
      },
      onBegin: () => {
        if (this.#deadlines.catchUp(this.#world.nextDeadlineAtMs(), RETRY_MS)) this.#observed({ type: "tick" });
      },
    });
    machine.onExit((exit) => {
      this.#observed({ type: "launchExited", ...exit });
    });
  }

  get reads(): Reads {
    return this.#options.journal;
  }

  counts(): LiveCounts {
    const { processes, loads, sessions, players } = this.#world;
    return {
      processes: processes.size,
      idleProcesses: loads.idle,
      sessions: sessions.size,
      players: players.size,
    };
  }

  live(): LiveTables {
    const { processes, sessions, deployment, queueing } = this.#world;
    const { launches, instances, fleets } = deployment;
    return {
      processes: processes.values(),
      launches: launches.values(),
      sessions: sessions.values(),
      instances: instances.values(),
      fleets: fleets.values(),
      queues: queueing.queues.values(),
      placements: queueing.placements.values(),
    };
  }

  instanceLoad(id: InstanceId): InstanceLoad {
    return instanceLoad(this.#world, id);
  }

  fleetLoad(id: FleetId): FleetLoad {
    return fleetLoad(this.#world, id);
  }

  /** Takes up what was under way when the host last stopped; to be called once. Until then commands wait. */
  async start(): Promise<void> {
    this.#mustBeOpen("start");
    const { machine, runtime } = this.#options;
    const { deployment, processes } = this.#world;
    const launches = [...deployment.launches.values()];
    // Those of a PENDING instance are made anew.
    const instances = [...deployment.instances.values()].filter(({ status }) => status !== "PENDING");
    const running = await machine.recover({ launches, instances: instances.map(({ id }) => id) });
    if (this.#isClosed) return;
    const seen = foundAtStart(launches, running);
    const gone = [...processes.values()].filter((process) => process.instanceId === null && !runtime.isAlive(process));
    // Whoever called meanwhile comes after that, and finds the world as it is.
    const meanwhile = this.#waiting;
    this.#waiting = [];
    for (const { id } of gone)
      this.#observed({ type: "processGone", processId: id, how: "it was gone when the host started" });
    const takenUp = [...seen, { type: "resume" } as const].map((command) => this.execute(command));
    this.#waiting.push(...meanwhile);
    this.#isStarted = true;
    this.#planTurn();
    await Promise.all(takenUp);
    this.#sweep.start();
  }

  execute<C extends Command>(command: C): Promise<ReplyTo<C>> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new Error(`cannot take "${command.type}": the host is closing`));
        return;
      }
      if (command.type === "processReady") this.#lookForFormer(command.clientPort);
      this.#waiting.push({ command, resolve: resolve as (reply: ReplyTo<Command>) => void, reject });
      this.#planTurn();
    });
  }

  onEvent(listener: (event: HostEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Decides and commits what has come in, then takes nothing more. Games go on without the host. */
  close(): void {
    if (this.#isClosed) return;
    this.#flushes.finishNow();
    this.#runTurn();
    this.#flushes.finishNow();
    this.#takeNoMore();
  }

  #takeNoMore(): void {
    this.#isClosed = true;
    this.#effects.close();
    this.#sweep.close();
    this.#deadlines.close();
    if (this.#retryTimer !== undefined) this.#options.clock.clearTimeout(this.#retryTimer);
    for (const { command, reject } of [...this.#waiting, ...this.#toRetry])
      reject(new Error(`cannot take "${command.type}": the host is closing`));
    this.#waiting = [];
  }

  #mustBeOpen(doing: string): void {
    if (this.#isClosed) throw new Error(`cannot ${doing}: the host is closing`);
  }

  #planTurn(): void {
    if (this.#isTurnPlanned || !this.#isStarted || this.#flushes.isBusy) return;
    this.#isTurnPlanned = true;
    this.#defer(() => {
      this.#runTurn();
    });
  }

  #runTurn(): void {
    this.#isTurnPlanned = false;
    if (this.#isClosed || !this.#isStarted || this.#flushes.isBusy) return;
    // What was observed before anything else that waits happened before it.
    const turn = [...this.#toRetry, ...this.#waiting];
    if (turn.length === 0) return;
    this.#toRetry = [];
    this.#waiting = [];

    const settle: (() => void)[] = [];
    const effects: Effect[] = [];
    const events: HostEvent[] = [];
    const nowMs = this.#options.clock.now();
    for (const { command, resolve, reject } of turn) {
      try {
        const decided = step(
          { world: this.#world, settings: this.#options.settings, uuid: this.#options.uuid },
          command,
          nowMs,
        );
        effects.push(...decided.effects);
        if (isTold(command)) events.push({ type: "commandReceived", command });
        events.push(...decided.events);
        if (!decided.reply.ok) events.push({ type: "commandRefused", command, refusal: decided.reply.refusal });
        settle.push(() => {
          resolve(decided.reply);
        });
      } catch (error) {
        this.#fault(`decide "${command.type}"`, error);
        this.#deadlines.holdBack(RETRY_MS);
        settle.push(() => {
          reject(error);
        });
      }
    }

    const { journal, commits } = this.#options;
    const beganMs = commits?.stopwatch() ?? 0;
    const changes = this.#world.changes();
    const rows = Object.values<readonly unknown[]>({ ...changes }).reduce((sum, of) => sum + of.length, 0);
    try {
      if (rows > 0) journal.commit(changes);
      this.#world.commit();
    } catch (error) {
      this.#turnFailed(turn, error);
      return;
    }
    this.#flushes.take({
      settle: () => {
        if (rows > 0) commits?.committed(rows, commits.stopwatch() - beganMs, changes);
        for (const tell of settle) tell();
        for (const effect of effects)
          this.#guard(`carry out "${effect.do}"`, () => {
            this.#effects.carryOut(effect);
          });
        for (const event of events) this.#tell(event);
        if (!this.#isClosed) this.#deadlines.plan(this.#world.nextDeadlineAtMs());
      },
      // What a second try would say could not be believed: nothing is built upon it.
      reject: (error) => {
        commits?.refused();
        this.#fault("bring a turn to the disk", error);
        for (const waiting of turn) waiting.reject(error);
        this.#takeNoMore();
        this.#options.onBroken?.(error);
      },
    });
  }

  /** Nothing of the turn happened. Callers are told; what was observed once only is kept and said again later. */
  #turnFailed(turn: readonly Waiting[], error: unknown): void {
    this.#world.rollBack();
    this.#options.commits?.refused();
    this.#fault("commit a turn", error);
    this.#deadlines.holdBack(RETRY_MS);
    for (const waiting of turn)
      if (isSeenOnce(waiting.command)) this.#toRetry.push(waiting);
      else waiting.reject(error);
    if (this.#toRetry.length > 0)
      this.#retryTimer ??= this.#options.clock.setTimeout(() => {
        this.#retryTimer = undefined;
        this.#planTurn();
      }, RETRY_MS);
    this.#deadlines.plan(this.#world.nextDeadlineAtMs());
  }

  #tell(event: HostEvent): void {
    const { link } = this.#options;
    if (event.type === "processEnded")
      this.#guard("forget a process", () => {
        link.forget(event.process);
      });
    for (const listener of this.#listeners)
      this.#guard(`tell a listener of "${event.type}"`, () => {
        listener(event);
      });
  }

  /** A server that was killed and started again is back within the second in which its former self is not missed yet. */
  #lookForFormer(clientPort: number): void {
    const former = this.#world.processByClientPort(clientPort);
    if (former !== undefined) this.#sweep.look(former);
  }

  /** Once the host closes, the next one will see for itself. */
  #observed(command: ObservedCommand | MachineCommand): void {
    if (this.#isClosed) return;
    this.execute(command).catch((error: unknown) => {
      if (!this.#isClosed) this.#fault(`take "${command.type}"`, error);
    });
  }

  /** One thing that fails must not keep the others from being done. */
  #guard(doing: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#fault(doing, error);
    }
  }

  #fault(doing: string, error: unknown): void {
    this.#options.onFault?.(doing, error);
  }
}
