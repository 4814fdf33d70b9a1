import type { OsProcess, ProcessId } from "../../model/index.js";
import type { Clock, TimerId } from "../../ports/index.js";
import { isPidInUse, localRuntime } from "./local-runtime.js";

export interface ExitWatchOptions {
  readonly clock: Clock;
  /** Between two looks; each costs some 5 µs for a process. */
  readonly everyMs: number;
  readonly onGone: (id: ProcessId) => void;
}

/**
 * Whether a pid is in use is asked each time; that is cheap. In each eighth look it is asked whether it is the same process's
 * still, and not one's that has exited and is never waited for, as in containers whose first process does not do that.
 */
const CLOSE_LOOK_EVERY = 8;

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
    // Not all at once: as many in each look.
    let turn = ++this.#looks;
    for (const [id, process] of this.#watched) {
      const isCloseLook = ++turn % CLOSE_LOOK_EVERY === 0;
      if (isPidInUse(process.pid) && !(isCloseLook && !localRuntime.isAlive(process))) continue;
      this.#watched.delete(id);
      this.#options.onGone(id);
    }
  }
}
