import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from "node:fs";
import { JournalError } from "./errors.js";

/**
 * Brings SQLite's write-ahead log to the disk while the event loop goes on. SQLite itself, with synchronous=NORMAL, syncs
 * the log only when it begins anew and before a checkpoint; syncing it after each commit as well is all that
 * synchronous=FULL adds, and a thread of Node's pool can wait for the disk as well as the event loop.
 */
export class WalFlush {
  readonly #fd: number;
  #isDirty = false;
  #running = 0;
  #isClosed = false;

  /** @param file the log, which must be there: SQLite makes it when it opens the data in WAL mode, and keeps it until it closes them */
  constructor(file: string, folder: string) {
    this.#fd = openSync(file, "r+");
    // Its name, too, has to be there after a loss of power.
    const dir = openSync(folder, "r");
    try {
      fsyncSync(dir);
    } finally {
      closeSync(dir);
    }
  }

  /** Something was written that is not on the disk yet. */
  wrote(): void {
    this.#isDirty = true;
  }

  /** Resolves when all that was written is on the disk; undefined when it is already. Rejects when nobody knows. */
  flush(): Promise<void> | undefined {
    if (!this.#isDirty || this.#isClosed) return undefined;
    this.#isDirty = false;
    this.#running++;
    return new Promise((resolve, reject) => {
      fdatasync(this.#fd, (error) => {
        this.#running--;
        this.#closeWhenDone();
        if (error === null) resolve();
        else reject(failed(error));
      });
    });
  }

  /** The same, and waits. Also for what a flush is under way for. */
  flushNow(): void {
    if (this.#isClosed || (!this.#isDirty && this.#running === 0)) return;
    this.#isDirty = false;
    try {
      fdatasyncSync(this.#fd);
    } catch (error) {
      throw failed(error);
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#closeWhenDone();
  }

  /** A number that is closed under a running call may be another file's by then. */
  #closeWhenDone(): void {
    if (this.#isClosed && this.#running === 0) closeSync(this.#fd);
  }
}

const failed = (error: unknown): JournalError =>
  new JournalError(
    `cannot tell what of the last changes is on the disk: ${error instanceof Error ? error.message : String(error)}; see to the disk, then start the host again`,
    { cause: error },
  );
