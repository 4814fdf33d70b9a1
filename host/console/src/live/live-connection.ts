import { ApiError } from "../api/api-error.js";
import type { Gse } from "../api/gse.js";
import { systemClock } from "../browser/system-clock.js";
import { readEvents, type ServerEvent } from "./read-events.js";
import type { Changes, Hello } from "./wire.js";

export type Connection =
  | { readonly state: "connecting" }
  | { readonly state: "live" }
  | { readonly state: "lost"; readonly sinceMs: number; readonly retryAtMs: number | undefined };

export interface LiveListener {
  readonly onConnection: (connection: Connection) => void;
  readonly onHello: (hello: Hello) => void;
  readonly onChanges: (changes: Changes) => void;
  /** Something was missed: what is shown is to be asked for anew. */
  readonly onReset: () => void;
}

/** The host sends a word every 15 s; two that did not come are too many. */
const SILENCE_MS = 40_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 2_000;

/** Keeps the event stream open, for as long as it is not closed. */
export class LiveConnection {
  readonly #gse: Gse;
  readonly #listener: LiveListener;
  readonly #ending = new AbortController();
  #wake: (() => void) | undefined;
  #lostSinceMs: number | undefined;

  constructor(gse: Gse, listener: LiveListener) {
    this.#gse = gse;
    this.#listener = listener;
    window.addEventListener("online", this.retryNow);
    document.addEventListener("visibilitychange", this.retryNow);
    void this.#keepOpen();
  }

  /** Does not wait for the next try. */
  readonly retryNow = (): void => this.#wake?.();

  close(): void {
    window.removeEventListener("online", this.retryNow);
    document.removeEventListener("visibilitychange", this.retryNow);
    this.#ending.abort();
    this.#wake?.();
  }

  async #keepOpen(): Promise<void> {
    let delayMs = FIRST_RETRY_MS;
    while (!this.#isOver()) {
      const heard = await this.#listen();
      if (this.#isOver() || heard === "refused") return;
      delayMs = heard === "something" ? FIRST_RETRY_MS : Math.min(delayMs * 2, LONGEST_RETRY_MS);
      await this.#pause(delayMs);
    }
  }

  /** Until the stream breaks off. */
  async #listen(): Promise<"something" | "nothing" | "refused"> {
    const silence = new AbortController();
    const signal = AbortSignal.any([silence.signal, this.#ending.signal]);
    let heard: "something" | "nothing" = "nothing";
    let timer: number | undefined;
    const startWatch = (): void => {
      systemClock.clearTimeout(timer);
      timer = systemClock.setTimeout(() => silence.abort(), SILENCE_MS);
    };
    try {
      startWatch();
      for await (const event of readEvents(await this.#gse.stream("/console/events", signal))) {
        startWatch();
        heard = "something";
        this.#take(event);
      }
    } catch (error) {
      if (error instanceof ApiError && error.isAboutKeys) return "refused";
      // Whatever else it was: the next try follows.
    } finally {
      systemClock.clearTimeout(timer);
    }
    return heard;
  }

  #isOver(): boolean {
    return this.#ending.signal.aborted;
  }

  #take({ event, data }: ServerEvent): void {
    if (event === "hello") {
      this.#lostSinceMs = undefined;
      this.#listener.onHello(JSON.parse(data) as Hello);
      this.#listener.onConnection({ state: "live" });
    } else if (event === "changes") this.#listener.onChanges(JSON.parse(data) as Changes);
    else if (event === "reset") this.#listener.onReset();
  }

  async #pause(delayMs: number): Promise<void> {
    const nowMs = systemClock.now();
    const sinceMs = (this.#lostSinceMs ??= nowMs);
    this.#listener.onConnection({ state: "lost", sinceMs, retryAtMs: nowMs + delayMs });
    await new Promise<void>((resolve) => {
      const timer = systemClock.setTimeout(resolve, delayMs);
      this.#wake = () => {
        systemClock.clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
    if (!this.#isOver()) this.#listener.onConnection({ state: "lost", sinceMs, retryAtMs: undefined });
  }
}
