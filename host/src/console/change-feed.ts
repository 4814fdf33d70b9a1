import type { HostFacts } from "../cloud-api/index.js";
import type { Changes, Clock, CommandHost, TimerId } from "../ports/index.js";
import { changesOf } from "./change.js";
import { ChangedRows } from "./changed-rows.js";
import type { EventStream } from "./event-stream.js";
import { overviewOf } from "./overview.js";

export interface ChangeFeedOptions {
  readonly clock: Clock;
  readonly host: () => CommandHost;
  readonly facts: HostFacts;
  readonly onFault: (doing: string, error: unknown) => void;
}

/** How a listener came here, for links that he can follow. */
export interface Listener {
  readonly stream: EventStream;
  readonly base: string;
  readonly logUrl: (name: string) => string;
}

/** Changes are told together, so often at most. */
const TELL_MS = 100;
const BEAT_MS = 15_000;
/** More rows at once than a page can make use of: it is told to fetch all anew. */
const MAX_ROWS = 2_000;
const MAX_LISTENERS = 64;

/** Tells pages that listen which rows have changed; costs nothing while nobody listens. */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #listeners = new Set<Listener>();
  #changed = new ChangedRows();
  #toldAtMs = 0;
  #tellTimer: TimerId | undefined;
  #beatTimer: TimerId | undefined;
  #isClosed = false;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
  }

  /** False: as many listen as may, or the host is closing. */
  get isOpen(): boolean {
    return !this.#isClosed && this.#listeners.size < MAX_LISTENERS;
  }

  /** To be called with every row that was committed. Never throws. */
  committed(changes: Changes): void {
    if (this.#listeners.size === 0) return;
    if (this.#changed.size <= MAX_ROWS) this.#changed.add(changes);
    this.#planTelling();
  }

  /** From now on the listener is told of every change; `hello` first. */
  add(listener: Listener, hello: object): void {
    this.#listeners.add(listener);
    listener.stream.onEnd(() => {
      this.#remove(listener);
    });
    listener.stream.send("hello", JSON.stringify(hello));
    this.#planBeat();
  }

  /** Every stream ends, and nobody is let in any more. */
  close(): void {
    this.#isClosed = true;
    for (const { stream } of this.#listeners) stream.end();
    this.#listeners.clear();
    this.#rest();
  }

  #remove(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) this.#rest();
  }

  #rest(): void {
    const { clock } = this.#options;
    for (const timer of [this.#tellTimer, this.#beatTimer]) if (timer !== undefined) clock.clearTimeout(timer);
    this.#tellTimer = undefined;
    this.#beatTimer = undefined;
    this.#changed = new ChangedRows();
  }

  #planTelling(): void {
    const { clock } = this.#options;
    // A clock that was set back makes nobody wait.
    const waitMs = Math.min(TELL_MS, Math.max(0, this.#toldAtMs + TELL_MS - clock.now()));
    this.#tellTimer ??= clock.setTimeout(() => {
      this.#tellTimer = undefined;
      this.#tell();
    }, waitMs);
  }

  #tell(): void {
    const { clock, onFault } = this.#options;
    const changed = this.#changed;
    this.#changed = new ChangedRows();
    this.#toldAtMs = clock.now();
    const texts = new Map<string, string | undefined>();
    for (const listener of this.#listeners) {
      const { base, stream } = listener;
      try {
        if (!texts.has(base)) texts.set(base, this.#textOf(changed, listener));
      } catch (error) {
        onFault("tell the console what has changed", error);
        texts.set(base, undefined);
      }
      stream.send("changes", texts.get(base));
    }
  }

  /** Undefined when it is too much. */
  #textOf(changed: ChangedRows, { logUrl }: Listener): string | undefined {
    if (changed.size > MAX_ROWS) return undefined;
    const { facts } = this.#options;
    const host = this.#options.host();
    return JSON.stringify({ Changes: changesOf(changed, { host, facts, logUrl }), Overview: overviewOf(host) });
  }

  #planBeat(): void {
    const { clock } = this.#options;
    this.#beatTimer ??= clock.setTimeout(() => {
      this.#beatTimer = undefined;
      for (const { stream } of this.#listeners) stream.beat(clock.now());
      if (this.#listeners.size > 0) this.#planBeat();
    }, BEAT_MS);
  }
}
