import type { Clock } from "../ports/index.js";
import { TestGseError } from "./errors.js";

export interface WaitOptions {
  /** How long, in real time, in milliseconds; default: the `waitMs` that TestGse was started with. */
  readonly timeoutMs?: number | undefined;
  /** Rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  readonly look: () => void;
  readonly giveUp: (error: Error) => void;
}

/** Lets tests wait until something is so: looked at again whenever anything has happened. */
export class Watch {
  readonly #realClock: Clock;
  readonly #timeoutMs: number;
  readonly #situation: () => string;
  readonly #waiting = new Set<Waiting>();

  /** `situation` is told when a wait was in vain. */
  constructor(realClock: Clock, timeoutMs: number, situation: () => string) {
    this.#realClock = realClock;
    this.#timeoutMs = timeoutMs;
    this.#situation = situation;
  }

  /** Something has happened. */
  changed(): void {
    for (const { look } of [...this.#waiting]) look();
  }

  /** Settles as soon as `find` gives something back; rejects with what it throws, and in the end with WAITED_IN_VAIN. */
  until<T>(what: string, find: () => T | undefined, options: WaitOptions = {}): Promise<T> {
    const { timeoutMs = this.#timeoutMs, signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const settled = (): void => {
        this.#waiting.delete(waiting);
        this.#realClock.clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
      };
      const giveUp = (error: Error): void => {
        settled();
        reject(error);
      };
      const onAbort = (): void => {
        giveUp(signal?.reason as Error);
      };
      const look = (): void => {
        try {
          const found = find();
          if (found === undefined) return;
          settled();
          resolve(found);
        } catch (error) {
          giveUp(error as Error);
        }
      };
      const waiting: Waiting = { look, giveUp };
      const timer = this.#realClock.setTimeout(() => {
        giveUp(
          new TestGseError(
            "WAITED_IN_VAIN",
            `waited ${String(timeoutMs)} ms of real time for ${what}, and it did not come; ${this.#situation()}`,
          ),
        );
      }, timeoutMs);
      signal?.addEventListener("abort", onAbort);
      this.#waiting.add(waiting);
      look();
    });
  }

  close(): void {
    for (const { giveUp } of [...this.#waiting])
      giveUp(new TestGseError("CLOSED", "the TestGse was closed while a test waited for it"));
  }
}
