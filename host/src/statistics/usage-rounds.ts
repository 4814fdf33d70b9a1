import type { FleetId, Launch, ProcessId } from "../model/index.js";
import { InPieces } from "../in-pieces.js";
import type { Clock } from "../ports/index.js";

/** What a process has used and uses; undefined where the system does not tell. */
export type UsageOf = (id: ProcessId) => { readonly cpuMs: number; readonly rssBytes: number } | undefined;

/** What the kernel told of one fleet in one round, as it is added to the fleet's sums. */
export interface FleetUsage {
  memorySamples: number;
  memoryBytes: number;
  cpuMs: number;
  cpuOfMs: number;
}

interface Round {
  readonly atMs: number;
  readonly cpuMsOf: ReadonlyMap<ProcessId, number>;
}

/** Asks the kernel what the processes of each fleet use, a few at a time. Processor time is what they took since the round before. */
export class UsageRounds {
  readonly #clock: Clock;
  readonly #usageOf: UsageOf;
  readonly #processors: number;
  #last: Round | undefined;
  readonly #pieces: InPieces;

  constructor(clock: Clock, usageOf: UsageOf, processors: number) {
    this.#clock = clock;
    this.#pieces = new InPieces(clock);
    this.#usageOf = usageOf;
    this.#processors = processors;
  }

  /** Tells what it found, perhaps before it returns. One round at a time. */
  begin(launches: readonly Pick<Launch, "id" | "fleetId" | "launchedAtMs">[], onDone: Told): void {
    const fleets = new Map<FleetId, FleetUsage>();
    const cpuMsOf = new Map<ProcessId, number>();
    const last = this.#last;
    const atMs = this.#clock.now();
    const tookMs = last === undefined ? 0 : Math.max(0, atMs - last.atMs);

    const ask = ({ id, fleetId, launchedAtMs }: (typeof launches)[number]): void => {
      const fleet = fleets.get(fleetId) ?? { memorySamples: 0, memoryBytes: 0, cpuMs: 0, cpuOfMs: 0 };
      fleets.set(fleetId, fleet);
      const usage = this.#usageOf(id);
      if (usage === undefined) return;
      cpuMsOf.set(id, usage.cpuMs);
      fleet.memorySamples = 1;
      fleet.memoryBytes += usage.rssBytes;
      if (last === undefined || tookMs === 0) return;
      // Of one that was there before, and was not asked about, nobody knows when it took its time.
      const beforeMs = last.cpuMsOf.get(id) ?? (launchedAtMs >= last.atMs ? 0 : usage.cpuMs);
      fleet.cpuMs += Math.max(0, Math.round(usage.cpuMs - beforeMs));
      fleet.cpuOfMs = tookMs * this.#processors;
    };
    this.#pieces.run(launches, ask, () => {
      this.#last = { atMs, cpuMsOf };
      onDone(fleets, { memorySamples: 1, memoryBytes: 0, cpuMs: 0, cpuOfMs: tookMs * this.#processors });
    });
  }

  /** A round that is under way is told to nobody. */
  cancel(): void {
    this.#pieces.cancel();
  }

  /** What was measured before says nothing about the time from now on. */
  forget(): void {
    this.#last = undefined;
  }
}

/** @param idle what there is to say of a fleet without processes */
type Told = (fleets: ReadonlyMap<FleetId, FleetUsage>, idle: FleetUsage) => void;
