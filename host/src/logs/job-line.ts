/** Jobs done one at a time, in the order in which they came; one that waits already is not put in line again. */
export class JobLine {
  readonly #jobs = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  #last: Promise<void> = Promise.resolve();

  /** Aborted when the line closes: whatever is under way should end then. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** How many wait or are under way. */
  get length(): number {
    return this.#jobs.size;
  }

  /** Settles with the job, also when it was put in line before. */
  do(key: string, run: () => Promise<unknown>): Promise<void> {
    const known = this.#jobs.get(key);
    if (known !== undefined) return known;
    const done = this.#last.then(async () => {
      try {
        this.#stop.signal.throwIfAborted();
        await run();
      } finally {
        this.#jobs.delete(key);
      }
    });
    this.#jobs.set(key, done);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** What waits is given up, what is under way is broken off. */
  async close(): Promise<void> {
    this.#stop.abort(new Error("the host is closing"));
    await this.#last;
  }
}
