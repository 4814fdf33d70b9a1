import type { Journal } from "./ports/index.js";

/** A turn that is committed, until the disk has it. */
export interface CommittedTurn {
  /** Replies are given, effects carried out, events told. */
  readonly settle: () => void;
  /** Nobody knows whether the disk has it. */
  readonly reject: (error: unknown) => void;
}

/** Holds what a turn has decided until it is on the disk; one turn at a time. */
export class FlushLine {
  readonly #journal: Pick<Journal, "flush" | "flushNow">;
  readonly #onFree: () => void;
  #turn: CommittedTurn | undefined;

  /** @param onFree a turn that had to wait is over: the next one may be decided */
  constructor(journal: Pick<Journal, "flush" | "flushNow">, onFree: () => void) {
    this.#journal = journal;
    this.#onFree = onFree;
  }

  get isBusy(): boolean {
    return this.#turn !== undefined;
  }

  /** Settles it once all that was committed is on the disk: now, where it is already. */
  take(turn: CommittedTurn): void {
    const flushed = this.#journal.flush();
    if (flushed === undefined) {
      turn.settle();
      return;
    }
    this.#turn = turn;
    flushed.then(
      () => {
        // Unless closing did not wait for it.
        if (this.#turn === turn) this.#settle(turn);
      },
      (error: unknown) => {
        if (this.#turn === turn) this.#reject(turn, error);
      },
    );
  }

  /** Waits for the disk. */
  finishNow(): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    try {
      this.#journal.flushNow();
    } catch (error) {
      this.#reject(turn, error);
      return;
    }
    this.#settle(turn);
  }

  #settle(turn: CommittedTurn): void {
    this.#turn = undefined;
    turn.settle();
    this.#onFree();
  }

  #reject(turn: CommittedTurn, error: unknown): void {
    this.#turn = undefined;
    turn.reject(error);
  }
}
