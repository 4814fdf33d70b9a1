import type { GameServerSession } from "./model/index.js";

/**
 * One session's time on this process, and the one answer to OnStartGameServerSession, however often GSE asks: a repeated
 * call gets what the first one got.
 */
export class SessionStart {
  readonly #over = new AbortController();
  readonly #answered: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (refusal: Error) => void = () => {};
  #waiting = 0;

  constructor(readonly session: GameServerSession) {
    this.#answered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Aborts when the session is over for this process. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** False when every caller gave up waiting for the answer. */
  get isAwaited(): boolean {
    return this.#waiting > 0;
  }

  /** The answer, for a caller that waits until `signal` aborts. */
  async answerFor(signal: AbortSignal): Promise<void> {
    this.#waiting += 1;
    const leave = (): void => {
      signal.removeEventListener("abort", leave);
      this.#waiting -= 1;
    };
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave);
    try {
      await this.#answered;
    } finally {
      if (!signal.aborted) leave();
    }
  }

  /** Yes, or no with the refusal; only the first answer counts. */
  answer(refusal: Error | undefined): void {
    if (refusal === undefined) this.#resolve();
    else this.#reject(refusal);
  }

  /** False when it was over already. */
  end(reason: Error): boolean {
    if (this.#over.signal.aborted) return false;
    this.#over.abort(reason);
    return true;
  }
}
