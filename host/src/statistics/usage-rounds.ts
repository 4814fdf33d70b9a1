import type { FleetId, InstanceId, Launch, ProcessId } from "../model/index.js";
import { InPieces } from "../in-pieces.js";
import type { Clock } from "../ports/index.js";

/** What a process has used and uses; undefined where the system does not tell. */
export type UsageOf = (id: ProcessId) => { readonly cpuMs: number; readonly rssBytes: number } | undefined;

/** What the kernel told of one fleet, or one instance, in one round, as it is added to its sums. */
export interface Usage {
  memorySamples: number;
  memoryBytes: number;
  cpuMs: number;
  cpuOfMs: number;
}

/** What one round found. */
export interface Usages {
  readonly fleets: ReadonlyMap<FleetId, Usage>;
  readonly instances: ReadonlyMap<InstanceId, Usage>;
  /** What there is to say of what has no processes. */
  readonly idle: Usage;
}

interface Round {
  readonly atMs: number;
  readonly cpuMsOf: ReadonlyMap<ProcessId, number>;
}

/** Asks the kernel what the processes of each fleet and instance use, a few at a time. Processor time is what they took since the round before. */
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
  begin(launches: readonly Asked[], onDone: (found: Usages) => void): void {
    const fleets = new Map<FleetId, Usage>();
    const instances = new Map<InstanceId, Usage>();
    const cpuMsOf = new Map<ProcessId, number>();
    const last = this.#last;
    const atMs = this.#clock.now();
    const tookMs = last === undefined ? 0 : Math.max(0, atMs - last.atMs);

    const ask = ({ id, fleetId, instanceId, launchedAtMs }: Asked): void => {
      const sums = [usageIn(fleets, fleetId), usageIn(instances, instanceId)];
      const usage = this.#usageOf(id);
      if (usage === undefined) return;
      cpuMsOf.set(id, usage.cpuMs);
      for (const sum of sums) {
        sum.memorySamples = 1;
        sum.memoryBytes += usage.rssBytes;
      }
      if (last === undefined || tookMs === 0) return;
      // Of one that was there before, and was not asked about, nobody knows when it took its time.
      const beforeMs = last.cpuMsOf.get(id) ?? (launchedAtMs >= last.atMs ? 0 : usage.cpuMs);
      for (const sum of sums) {
        sum.cpuMs += Math.max(0, Math.round(usage.cpuMs - beforeMs));
        sum.cpuOfMs = tookMs * this.#processors;
      }
    };
    this.#pieces.run(launches, ask, () => {
      this.#last = { atMs, cpuMsOf };
      const idle = { memorySamples: 1, memoryBytes: 0, cpuMs: 0, cpuOfMs: tookMs * this.#processors };
      onDone({ fleets, instances, idle });
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

type Asked = Pick<Launch, "id" | "fleetId" | "instanceId" | "launchedAtMs">;

function usageIn<Id>(usages: Map<Id, Usage>, id: Id): Usage {
  const usage = usages.get(id) ?? { memorySamples: 0, memoryBytes: 0, cpuMs: 0, cpuOfMs: 0 };
  usages.set(id, usage);
  return usage;
}
