import type { GameServerProcess } from "./model/index.js";
import type { Clock, Runtime, TimerId } from "./ports/index.js";

export interface ProcessSweepOptions {
  readonly clock: Clock;
  readonly runtime: Runtime;
  /** Runs its argument once, after what is under way now. */
  readonly defer: (run: () => void) => void;
  /** All of now. */
  readonly processes: () => IterableIterator<GameServerProcess>;
  readonly onGone: (process: GameServerProcess) => void;
  /** Called as each sweep begins, once a second. */
  readonly onBegin: () => void;
}

const PERIOD_MS = 1_000;
/** So many are looked for at a time, about a millisecond's work; commands come in between. */
const AT_ONCE = 64;

/** Looks for processes that have gone without a word. Those that the host launched are watched by the machine. */
export class ProcessSweep {
  readonly #options: ProcessSweepOptions;
  #timer: TimerId | undefined;
  #isClosed = false;

  constructor(options: ProcessSweepOptions) {
    this.#options = options;
  }

  /** Begins in a second, and again a second after each end. */
  start(): void {
    if (this.#isClosed) return;
    const { clock, processes, onBegin } = this.#options;
    this.#timer = clock.setTimeout(() => {
      onBegin();
      this.#goOn(processes());
    }, PERIOD_MS);
  }

  /** Looks for this one at once. */
  look(process: GameServerProcess): void {
    const { runtime, onGone } = this.#options;
    if (process.instanceId === null && !runtime.isAlive(process)) onGone(process);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== undefined) this.#options.clock.clearTimeout(this.#timer);
  }

  #goOn(rest: IterableIterator<GameServerProcess>): void {
    if (this.#isClosed) return;
    for (let looked = 0; looked < AT_ONCE; looked++) {
      const next = rest.next();
      if (next.done === true) {
        this.start();
        return;
      }
      this.look(next.value);
    }
    this.#options.defer(() => {
      this.#goOn(rest);
    });
  }
}
