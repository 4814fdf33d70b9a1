import { systemClock } from "../system-clock.js";
import type { Connection } from "./live-connection.js";
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
  /** The last word of rows that changed, newest first. */
  readonly recent: readonly RecentChange[];
}

export interface RecentChange extends Change {
  readonly atMs: number;
  readonly number: number;
}

const KEPT_MS = 10 * 60_000;
const KEPT_SAMPLES = 1_200;
const KEPT_CHANGES = 60;

/** An external store for React: the state is replaced, never changed. */
export class LiveStore {
  #state: LiveState = {
    connection: { state: "connecting" },
    hello: undefined,
    overview: undefined,
    samples: [],
    recent: [],
  };
  readonly #listeners = new Set<() => void>();
  #number = 0;

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
    const atMs = systemClock.now();
    const numbered = changes.map((change) => ({ ...change, atMs, number: ++this.#number }));
    const recent = [...numbered.reverse(), ...this.#state.recent].slice(0, KEPT_CHANGES);
    this.#set({ overview, samples: this.#sampled(overview), recent });
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
