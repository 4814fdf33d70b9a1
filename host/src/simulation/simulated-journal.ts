import { JournalError } from "../journal/index.js";
import type { Changes, Journal } from "../ports/index.js";
import { ForwardingJournal } from "./forwarding-journal.js";

export interface CommitWatcher {
  /** Throws to have the commit fail with nothing written. */
  before(changes: Changes): void;
  after(changes: Changes): void;
  /** As the port has it. */
  flush(): Promise<void> | undefined;
}

export const diskIsFull = (): JournalError => new JournalError("cannot write to the journal: database or disk is full");

/** A journal that shows each commit before and after it is made. */
export class SimulatedJournal extends ForwardingJournal {
  readonly #watcher: CommitWatcher;

  constructor(journal: Journal, watcher: CommitWatcher) {
    super(journal);
    this.#watcher = watcher;
  }

  override commit(changes: Changes): void {
    this.#watcher.before(changes);
    super.commit(changes);
    this.#watcher.after(changes);
  }

  override flush(): Promise<void> | undefined {
    return this.#watcher.flush();
  }
}
