import type { Clock, CommitWatch, JournalCare } from "./ports/index.js";

/** A commit that is no older shows well enough that the disk takes changes. */
const FRESH_MS = 5_000;
/** Somebody who asks all the time costs one attempt in so long. */
const PAUSE_MS = 1_000;

/** Knows whether the disk takes changes: by the last commit where it is fresh, else by trying. */
export class DiskWatch implements CommitWatch {
  readonly #clock: Clock;
  readonly #journal: Pick<JournalCare, "checkWritable">;
  #lastGoodMs = Number.NEGATIVE_INFINITY;
  #found: { readonly trouble: string; readonly atMs: number } | undefined;

  constructor(clock: Clock, journal: Pick<JournalCare, "checkWritable">) {
    this.#clock = clock;
    this.#journal = journal;
  }

  committed(): void {
    this.#lastGoodMs = this.#clock.now();
    this.#found = undefined;
  }

  refused(): void {
    this.#lastGoodMs = Number.NEGATIVE_INFINITY;
  }

  /** Why the disk takes nothing, in words; undefined when it does. */
  trouble(): string | undefined {
    const nowMs = this.#clock.now();
    // A clock that was set back makes nothing fresh.
    if (nowMs >= this.#lastGoodMs && nowMs - this.#lastGoodMs < FRESH_MS) return undefined;
    if (this.#found !== undefined && Math.abs(nowMs - this.#found.atMs) < PAUSE_MS) return this.#found.trouble;
    try {
      this.#journal.checkWritable();
      this.committed();
      return undefined;
    } catch (error) {
      this.#found = { trouble: error instanceof Error ? error.message : String(error), atMs: nowMs };
      return this.#found.trouble;
    }
  }
}
