import { Deadlines } from "../../engine/deadlines.js";

/** What is to happen when; of what happens at the same instant, whichever. */
export class Agenda {
  readonly #deadlines = new Deadlines<string>();
  readonly #tasks = new Map<string, () => void>();
  #count = 0;

  at(atMs: number, run: () => void): void {
    const id = String(this.#count++);
    this.#tasks.set(id, run);
    this.#deadlines.set(id, atMs);
  }

  /** Does what comes next; false: nothing does any more. `arrive` is told its instant first. */
  next(arrive: (atMs: number) => void): boolean {
    const atMs = this.#deadlines.nextAtMs;
    const id = atMs === undefined ? undefined : this.#deadlines.due(atMs);
    if (atMs === undefined || id === undefined) return false;
    const run = this.#tasks.get(id);
    this.#tasks.delete(id);
    this.#deadlines.delete(id);
    arrive(atMs);
    run?.();
    return true;
  }
}
