import type { ProcessId } from "../../model/index.js";
import type { Clock, TimerId } from "../../ports/index.js";
import { killGroup } from "./kill-group.js";
import { eachProcess, type MarkedProcess } from "./proc-scan.js";

export interface LeftBehindOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly onFault: (doing: string, error: unknown) => void;
}

/** What ends within this time is looked after together, for one look goes through all processes of the machine. */
const TOGETHER_MS = 250;
/** So many processes are looked at in one go, about a millisecond's work; the host's calls come in between. */
const AT_ONCE = 50;
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
    if (this.#looks.size > 0)
      this.#goOnIn(TOGETHER_MS, () => {
        this.#look(eachProcess(this.#options.dataDir), new Map(this.#looks), new Set());
      });
  }

  #goOnIn(delayMs: number, run: () => void): void {
    this.#timer ??= this.#options.clock.setTimeout(() => {
      this.#timer = undefined;
      run();
    }, delayMs);
  }

  /** @param looks how often each was looked for before this look */
  #look(
    rest: Iterator<MarkedProcess | undefined, void>,
    looks: ReadonlyMap<ProcessId, number>,
    left: Set<ProcessId>,
  ): void {
    for (let looked = 0; looked < AT_ONCE; looked++) {
      const next = rest.next();
      if (next.done === true) {
        this.#looked(looks, left);
        return;
      }
      const id = next.value?.processId;
      if (next.value === undefined || id === undefined || !looks.has(id)) continue;
      left.add(id);
      this.#end(next.value);
    }
    this.#goOnIn(0, () => {
      this.#look(rest, looks, left);
    });
  }

  #looked(looks: ReadonlyMap<ProcessId, number>, left: ReadonlySet<ProcessId>): void {
    for (const [id, before] of looks)
      if (left.has(id) && before < MOST_LOOKS) this.#looks.set(id, before + 1);
      else this.#looks.delete(id);
    this.#plan();
  }

  #end(process: MarkedProcess): void {
    try {
      killGroup(process);
    } catch (error) {
      this.#options.onFault(`end what the process "${process.processId ?? ""}" left behind`, error);
    }
  }
}
