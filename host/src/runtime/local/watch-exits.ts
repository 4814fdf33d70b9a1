import type { OsProcess, ProcessId } from "../../model/index.js";
import type { Clock, TimerId } from "../../ports/index.js";
import { isPidInUse, localRuntime } from "./local-runtime.js";

export interface ExitWatchOptions {
  readonly clock: Clock;
  /** Between two looks; each costs about a microsecond for a process, and eight more in every fourth. */
  readonly everyMs: number;
  readonly onGone: (id: ProcessId) => void;
}

/** Whether a pid is in use is asked each time; whether it is still the same process's, or one that has exited, each fourth. */
const CLOSE_LOOK_EVERY = 4;

/** Watches processes that are no children of this host: those that a former one launched. The system tells of children only. */
export class ExitWatch {
  readonly #options: ExitWatchOptions;
  readonly #watched = new Map<ProcessId, OsProcess>();
  #timer: TimerId | undefined;
  #looks = 0;

  constructor(options: ExitWatchOptions) {
    this.#options = options;
  }

  add(id: ProcessId, process: OsProcess): void {
    this.#watched.set(id, process);
    this.#plan();
  }

  close(): void {
    this.#watched.clear();
    if (this.#timer !== undefined) this.#options.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #plan(): void {
    if (this.#watched.size === 0) return;
    this.#timer ??= this.#options.clock.setTimeout(() => {
      this.#timer = undefined;
      this.#look();
      this.#plan();
    }, this.#options.everyMs);
  }

  #look(): void {
    const isClose = ++this.#looks % CLOSE_LOOK_EVERY === 0;
    for (const [id, process] of this.#watched) {
      if (isPidInUse(process.pid) && !(isClose && !localRuntime.isAlive(process))) continue;
      this.#watched.delete(id);
      this.#options.onGone(id);
    }
  }
}
