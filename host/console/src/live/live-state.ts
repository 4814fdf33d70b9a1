import { systemClock } from "../browser/system-clock.js";
import type { Connection } from "./live-connection.js";
import { NewsDesk, type News } from "./news.js";
import type { Change, Hello, Overview } from "./wire.js";

/** The counts at one time, for charts. */
export interface Sample extends Overview {
  readonly atMs: number;
}

/** What the stream told, apart from rows of lists. */
export interface LiveState {
  readonly connection: Connection;
  /** Undefined until the host has said hello once. */
  readonly hello: Hello | undefined;
  readonly overview: Overview | undefined;
  /** Of the last ten minutes, oldest first; one per change. */
  readonly samples: readonly Sample[];
  /** What has come into another state, newest first. */
  readonly news: readonly News[];
}

const KEPT_MS = 10 * 60_000;
const KEPT_SAMPLES = 1_200;
const KEPT_NEWS = 60;

/** An external store for React: the state is replaced, never changed. */
export class LiveStore {
  #state: LiveState = {
    connection: { state: "connecting" },
    hello: undefined,
    overview: undefined,
    samples: [],
    news: [],
  };
  readonly #listeners = new Set<() => void>();
  readonly #desk = new NewsDesk();

  readonly get = (): LiveState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  setConnection(connection: Connection): void {
    this.#set({ connection });
  }

  takeHello(hello: Hello): void {
    this.#set({ hello, overview: hello.Overview, samples: this.#sampled(hello.Overview) });
  }

  takeChanges(changes: readonly Change[], overview: Overview): void {
    const found = this.#desk.sift(changes);
    const news = found.length === 0 ? this.#state.news : [...found, ...this.#state.news].slice(0, KEPT_NEWS);
    this.#set({ overview, samples: this.#sampled(overview), news });
  }

  #sampled(overview: Overview): readonly Sample[] {
    const atMs = systemClock.now();
    const kept = this.#state.samples.filter((sample) => sample.atMs > atMs - KEPT_MS);
    return [...kept, { ...overview, atMs }].slice(-KEPT_SAMPLES);
  }

  #set(part: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
