type Closer = () => unknown;

/** What has been opened, to be closed in reverse; each closer runs even when another one fails. */
export class Closers {
  #closers: Closer[] = [];

  add(close: Closer): void {
    this.#closers.push(close);
  }

  /** @throws AggregateError with all that failed; a second call has nothing left to do */
  async closeAll(): Promise<void> {
    const closers = this.#closers.reverse();
    this.#closers = [];
    const failures: unknown[] = [];
    for (const close of closers)
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0) throw new AggregateError(failures, "could not close everything");
  }
}
