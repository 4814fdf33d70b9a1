/**
 * How to take back what was done since the last commit, newest first. A command that fails half-way is taken back to
 * where it began; a turn whose commit fails is taken back whole.
 */
export class UndoLog {
  #steps: (() => void)[] = [];

  push(step: () => void): void {
    this.#steps.push(step);
  }

  /** Where the log stands now, for `rollBackTo`. */
  mark(): number {
    return this.#steps.length;
  }

  rollBackTo(mark: number): void {
    while (this.#steps.length > mark) this.#steps.pop()?.();
  }

  /** The turn is on disk: there is no way back any more. */
  clear(): void {
    this.#steps = [];
  }
}
