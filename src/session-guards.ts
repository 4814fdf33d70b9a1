import type { Clock, SessionEndReason, TimerId } from "./core/index.js";

/** Sessions that nobody needs any more are ended by themselves; what is left out guards against nothing. */
export interface SessionGuardOptions {
  /** Nobody has joined for so long since the session became active, in milliseconds. */
  readonly nobodyJoinedMs?: number | undefined;
  /** The last player left so long ago and nobody came, in milliseconds. */
  readonly everyoneLeftMs?: number | undefined;
  /** The session has been active for so long, in milliseconds. */
  readonly longestMs?: number | undefined;
}

const AGAIN_MS = 5_000;

/** The timers of one session. `end` is asked once more after 5 s when it rejects, as long as the session lasts. */
export class SessionGuards {
  readonly #options: SessionGuardOptions;
  readonly #clock: Clock;
  readonly #end: (reason: SessionEndReason) => Promise<void>;
  readonly #timers = new Set<TimerId>();
  #lonely: TimerId | undefined;
  #isFired = false;

  constructor(options: SessionGuardOptions, clock: Clock, end: (reason: SessionEndReason) => Promise<void>) {
    this.#options = options;
    this.#clock = clock;
    this.#end = end;
  }

  sessionActivated(): void {
    this.#start(this.#options.longestMs, "tooLong");
    this.#lonely = this.#start(this.#options.nobodyJoinedMs, "nobodyJoined");
  }

  playerJoined(): void {
    if (this.#lonely !== undefined) this.#stop(this.#lonely);
    this.#lonely = undefined;
  }

  playerLeft(playersLeft: number): void {
    if (playersLeft > 0 || this.#lonely !== undefined) return;
    this.#lonely = this.#start(this.#options.everyoneLeftMs, "everyoneLeft");
  }

  /** The session is over: no timer is left. */
  close(): void {
    this.#isFired = true;
    for (const timer of [...this.#timers]) this.#stop(timer);
  }

  #start(delayMs: number | undefined, reason: SessionEndReason): TimerId | undefined {
    if (delayMs === undefined || delayMs === Infinity || this.#isFired) return undefined;
    const timer = this.#clock.setTimeout(() => {
      this.#timers.delete(timer);
      void this.#fire(reason);
    }, delayMs);
    this.#timers.add(timer);
    return timer;
  }

  #stop(timer: TimerId): void {
    this.#clock.clearTimeout(timer);
    this.#timers.delete(timer);
  }

  async #fire(reason: SessionEndReason): Promise<void> {
    for (const timer of [...this.#timers]) this.#stop(timer);
    try {
      await this.#end(reason);
    } catch {
      this.#start(AGAIN_MS, reason);
    }
  }
}
