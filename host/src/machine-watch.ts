import { InPieces } from "./in-pieces.js";
import type { FleetId, FleetUse, MachineCommand, ProcessId } from "./model/index.js";
import type { Clock, CommandHost, TimerId } from "./ports/index.js";

export interface MachineWatchOptions {
  readonly clock: Clock;
  /** Undefined where the system does not tell: then nothing is limited by it. */
  readonly memory: () => { readonly totalBytes: number; readonly availableBytes: number } | undefined;
  readonly usageOf: (id: ProcessId) => { readonly cpuMs: number; readonly rssBytes: number } | undefined;
  readonly processors: number;
  readonly host: () => Pick<CommandHost, "live">;
  readonly measured: (command: Extract<MachineCommand, { type: "machineMeasured" }>) => void;
}

/** Memory may run out quickly. */
const EVERY_MS = 10_000;
/** Processor time is that of the last minute: one that loads a map is not busy for that. */
const ROUNDS_OF_TIME = 6;

interface Round {
  readonly atMs: number;
  readonly cpuMsOf: Map<ProcessId, number>;
}

/** Measures the machine now and then, and the processes of its fleets, and tells the engine. */
export class MachineWatch {
  readonly #options: MachineWatchOptions;
  readonly #pieces: InPieces;
  #rounds: readonly Round[] = [];
  #timer: TimerId | undefined;

  constructor(options: MachineWatchOptions) {
    this.#options = options;
    this.#pieces = new InPieces(options.clock);
  }

  /** The first look is at once. */
  start(): void {
    this.#look();
  }

  close(): void {
    if (this.#timer !== undefined) this.#options.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pieces.cancel();
  }

  #look(): void {
    const { clock, host, usageOf } = this.#options;
    const round: Round = { atMs: clock.now(), cpuMsOf: new Map() };
    const [then] = this.#rounds;
    const uses = new Map<FleetId, { processes: number; memoryBytes: number; cpuMs: number; timed: number }>();
    this.#pieces.run(
      [...host().live().launches],
      ({ id, fleetId }) => {
        const usage = usageOf(id);
        if (usage === undefined) return;
        round.cpuMsOf.set(id, usage.cpuMs);
        const use = uses.get(fleetId) ?? { processes: 0, memoryBytes: 0, cpuMs: 0, timed: 0 };
        uses.set(fleetId, use);
        use.processes++;
        use.memoryBytes += usage.rssBytes;
        const before = then?.cpuMsOf.get(id);
        if (before === undefined) return;
        use.cpuMs += Math.max(0, usage.cpuMs - before);
        use.timed++;
      },
      () => {
        const tookMs = then === undefined ? 0 : round.atMs - then.atMs;
        this.#rounds = [...this.#rounds, round].slice(-ROUNDS_OF_TIME);
        this.#tell(
          [...uses].map(([fleetId, { processes, memoryBytes, cpuMs, timed }]): FleetUse => {
            // Those that are new are taken to be like the others.
            const processors = timed === 0 || tookMs <= 0 ? 0 : ((cpuMs / tookMs) * processes) / timed;
            return { fleetId, processes, memoryBytes, processors };
          }),
        );
        this.#timer = clock.setTimeout(() => {
          this.#look();
        }, EVERY_MS);
      },
    );
  }

  #tell(fleets: readonly FleetUse[]): void {
    const { memory, processors, measured } = this.#options;
    const found = memory();
    if (found === undefined) return;
    const { totalBytes: memoryBytes, availableBytes } = found;
    measured({ type: "machineMeasured", measure: { memoryBytes, availableBytes, processors, fleets } });
  }
}
