import type { Changes } from "../../src/ports/index.js";
import { ForwardingJournal } from "../../src/simulation/forwarding-journal.js";

/**
 * Refuses commits while `isFull`, as a disk does; with `isLastWord`, the host is gone before it hears that one was made. The
 * disk has all at once, unless `flushes` are in the test's hand.
 */
export class FillableJournal extends ForwardingJournal {
  isFull = false;
  isLastWord = false;
  commits = 0;
  /** How each flush under way ends; there once a test wants them in its hand. */
  flushes: { readonly done: () => void; readonly failed: (error: Error) => void }[] | undefined;

  override commit(changes: Changes): void {
    if (this.isFull) throw new Error("database or disk is full");
    super.commit(changes);
    this.commits++;
    if (this.isLastWord) throw new Error("killed");
  }

  override flush(): Promise<void> | undefined {
    const { flushes } = this;
    if (flushes !== undefined)
      return new Promise((done, failed) => {
        flushes.push({ done, failed });
      });
    this.flushNow();
    return undefined;
  }
}
