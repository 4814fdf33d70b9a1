import type { Clock } from "../ports/index.js";

export interface SenderLimits {
  /** Questions of one address in a second. */
  readonly perSender: number;
  /** Questions of all of them in a second. */
  readonly all: number;
}

/** Counts who asks how often, second by second; so it never remembers more senders than may ask in one second. */
export class SenderRates {
  readonly #clock: Clock;
  readonly #limits: SenderLimits;
  #second = 0;
  #all = 0;
  #counts = new Map<string, number>();

  constructor(clock: Clock, limits: SenderLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** False when this one asks too often, or all together do. */
  take(sender: string): boolean {
    const second = Math.floor(this.#clock.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#all = 0;
      this.#counts = new Map();
    }
    const count = this.#counts.get(sender) ?? 0;
    if (count >= this.#limits.perSender || this.#all >= this.#limits.all) return false;
    this.#counts.set(sender, count + 1);
    this.#all++;
    return true;
  }
}
