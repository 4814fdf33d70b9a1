import type { ProcessId } from "../../model/index.js";
import type { Clock, TimerId } from "../../ports/index.js";
import { killGroup } from "./kill-group.js";
import { scanProcesses } from "./proc-scan.js";

export interface LeftBehindOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly onFault: (doing: string, error: unknown) => void;
}

/** What ends within this time is looked after together, for one look goes through all processes of the machine. */
const TOGETHER_MS = 250;
/** What starts others as fast as it is ended is left to `remove`, which goes on until nothing is left. */
const MOST_LOOKS = 40;

/** Ends what game server processes left behind outside of their group: daemons, which have made themselves a group of their own. */
export class LeftBehind {
  readonly #options: LeftBehindOptions;
  readonly #looks = new Map<ProcessId, number>();
  #timer: TimerId | undefined;

  constructor(options: LeftBehindOptions) {
    this.#options = options;
  }

  /** The process is gone; what it left behind goes after it. */
  endAfter(id: ProcessId): void {
    this.#looks.set(id, 0);
    this.#plan();
  }

  close(): void {
    this.#looks.clear();
    if (this.#timer !== undefined) this.#options.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #plan(): void {
    if (this.#looks.size === 0) return;
    this.#timer ??= this.#options.clock.setTimeout(() => {
      this.#timer = undefined;
      this.#look();
      this.#plan();
    }, TOGETHER_MS);
  }

  #look(): void {
    const { dataDir, onFault } = this.#options;
    const left = new Set<ProcessId>();
    for (const process of scanProcesses(dataDir)) {
      const { processId } = process;
      if (processId === undefined || !this.#looks.has(processId)) continue;
      left.add(processId);
      try {
        killGroup(process);
      } catch (error) {
        onFault(`end what the process "${processId}" left behind`, error);
      }
    }
    for (const [id, looks] of this.#looks)
      if (left.has(id) && looks < MOST_LOOKS) this.#looks.set(id, looks + 1);
      else this.#looks.delete(id);
  }
}
