import type { FleetId, ProcessId } from "../../model/index.js";
import type { Clock, TimerId } from "../../ports/index.js";

/** A server that loads for longer is not waited for. */
const PATIENCE_MS = 10_000;

interface Waiting {
  readonly fleetId: FleetId;
  readonly letIn: (isItsTurn: boolean) => void;
}

interface Starting {
  readonly fleetId: FleetId;
  readonly timer: TimerId;
}

/**
 * Processes that start take all the processors there are: a hundred at once would leave none to the host, and the first
 * would be ready hardly before the last. So only so many start at the same time, in the order in which they were to; fleets
 * take turns.
 */
export class LaunchLine {
  readonly #clock: Clock;
  readonly #atOnce: number;
  readonly #waiting = new Map<ProcessId, Waiting>();
  readonly #starting = new Map<ProcessId, Starting>();

  constructor(clock: Clock, atOnce: number) {
    this.#clock = clock;
    this.#atOnce = atOnce;
  }

  /** True when it is its turn; false when it left before that. */
  enter(id: ProcessId, fleetId: FleetId): Promise<boolean> {
    return new Promise((letIn) => {
      this.#waiting.set(id, { fleetId, letIn });
      this.#admit();
    });
  }

  /** It is ready, or gone, or is not to be started any more. */
  leave(id: ProcessId): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.letIn(false);
    const starting = this.#starting.get(id);
    if (starting === undefined) return;
    this.#clock.clearTimeout(starting.timer);
    this.#starting.delete(id);
    this.#admit();
  }

  /** Whoever waits leaves. */
  close(): void {
    for (const id of [...this.#waiting.keys(), ...this.#starting.keys()]) this.leave(id);
  }

  #admit(): void {
    while (this.#starting.size < this.#atOnce) {
      const id = this.#next();
      const next = id === undefined ? undefined : this.#waiting.get(id);
      if (id === undefined || next === undefined) return;
      this.#waiting.delete(id);
      const timer = this.#clock.setTimeout(() => {
        this.leave(id);
      }, PATIENCE_MS);
      this.#starting.set(id, { fleetId: next.fleetId, timer });
      next.letIn(true);
    }
  }

  /** The first of the fleet that has the fewest of those that start. */
  #next(): ProcessId | undefined {
    const counts = new Map<FleetId, number>();
    for (const { fleetId } of this.#starting.values()) counts.set(fleetId, (counts.get(fleetId) ?? 0) + 1);
    let [best, fewest]: [ProcessId | undefined, number] = [undefined, Infinity];
    for (const [id, { fleetId }] of this.#waiting) {
      const count = counts.get(fleetId) ?? 0;
      if (count < fewest) [best, fewest] = [id, count];
    }
    return best;
  }
}
