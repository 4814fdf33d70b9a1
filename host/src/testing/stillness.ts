import type { Clock } from "../ports/index.js";
import { nextTurn } from "./event-loop.js";
import type { LoopbackTraffic } from "./loopback-traffic.js";

/** Something that answers in its own time: a game server that was called back. */
export interface Awaited {
  readonly settled: Promise<unknown>;
  /** It waits for virtual time to pass, as the test wanted: no use in waiting for it. */
  readonly isHeld: boolean;
}

export interface StillnessOptions {
  readonly traffic: LoopbackTraffic;
  /** Grows with everything that happens. */
  readonly activity: () => number;
  /** What was asked and has not answered yet. */
  readonly awaited: () => Iterable<Awaited>;
  /** Real time. */
  readonly realClock: Clock;
  /** How long, in real time, an answer or bytes may take that nothing else tells of. */
  readonly patienceMs: number;
}

/** A call that came in is answered within three turns of the event loop; what goes on in fewer is seen, with some to spare. */
const QUIET_TURNS = 12;

/**
 * Tells when a program that talks to itself over sockets has come to rest: no byte is on its way, nothing has happened for
 * some turns of the event loop, and no callback is unanswered, unless it has been waited for long enough before.
 */
export class Stillness {
  readonly #options: StillnessOptions;
  readonly #givenUp = new WeakSet<Awaited>();
  /** Bytes that nobody reads, as a paused socket's. */
  #staleBytes = 0;

  constructor(options: StillnessOptions) {
    this.#options = options;
  }

  async rest(): Promise<void> {
    while (true) {
      await this.#quiet();
      const waiting = [...this.#options.awaited()].filter((one) => !one.isHeld && !this.#givenUp.has(one));
      if (waiting.length === 0) return;
      const isAnswered = await this.#patiently((settle) => {
        for (const { settled } of waiting) settled.then(settle, settle);
      });
      if (!isAnswered) for (const one of waiting) this.#givenUp.add(one);
    }
  }

  async #quiet(): Promise<void> {
    const { traffic, activity, realClock, patienceMs } = this.#options;
    let before = "";
    let quietTurns = 0;
    let sinceMs = realClock.now();
    while (quietTurns < QUIET_TURNS) {
      await nextTurn();
      const { underWayBytes, movedBytes } = traffic.look();
      const now = `${String(underWayBytes)} ${String(movedBytes)} ${String(activity())}`;
      if (now !== before) {
        before = now;
        quietTurns = 0;
        sinceMs = realClock.now();
      } else if (underWayBytes <= this.#staleBytes) quietTurns++;
      else if (realClock.now() - sinceMs >= patienceMs) this.#staleBytes = underWayBytes;
      if (underWayBytes < this.#staleBytes) this.#staleBytes = underWayBytes;
    }
  }

  /** False when `patienceMs` went by first. */
  #patiently(begin: (settle: () => void) => void): Promise<boolean> {
    const { realClock, patienceMs } = this.#options;
    return new Promise((resolve) => {
      const timer = realClock.setTimeout(() => {
        resolve(false);
      }, patienceMs);
      begin(() => {
        realClock.clearTimeout(timer);
        resolve(true);
      });
    });
  }
}
