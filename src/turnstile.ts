import { within, type Limits } from "./within.js";

/** Lets so many through at a time; the others wait in line, each as long as its own limits allow. */
export class Turnstile {
  readonly #width: number;
  #inside = 0;
  readonly #line = new Set<() => void>();

  constructor(width: number) {
    this.#width = width;
  }

  async pass<T>(work: () => Promise<T>, limits: Limits, late: () => Error): Promise<T> {
    if (this.#inside < this.#width) this.#inside += 1;
    else await this.#wait(limits, late);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #wait(limits: Limits, late: () => Error): Promise<void> {
    let enter: () => void = () => {};
    const turn = new Promise<void>((resolve) => (enter = resolve));
    this.#line.add(enter);
    try {
      await within(turn, limits, late);
    } catch (error) {
      // Whose turn came in the same moment hands it on.
      if (!this.#line.delete(enter)) this.#leave();
      throw error;
    }
  }

  /** The place goes to whoever waits longest. */
  #leave(): void {
    const [next] = this.#line;
    if (next === undefined) {
      this.#inside -= 1;
    } else {
      this.#line.delete(next);
      next();
    }
  }
}
