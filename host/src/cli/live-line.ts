import { createLogUpdate } from "log-update";
import type { TimerId } from "../ports/index.js";
import type { Terminal } from "./terminal.js";

/** A thousand events in a second are still only a few redrawn lines. */
const REDRAW_MS = 50;

/** Lines that scroll by, above lines at the bottom that stay and change. Off a terminal, only the former. */
export class LiveLine {
  readonly #terminal: Terminal;
  readonly #redraw: ReturnType<typeof createLogUpdate> | undefined;
  #content: (() => string) | undefined;
  #timer: TimerId | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#redraw = terminal.isInteractive ? createLogUpdate(terminal.stdout, { showCursor: true }) : undefined;
  }

  print(text: string): void {
    this.#redraw?.clear();
    this.#terminal.stdout.write(`${text}\n`);
    this.refresh();
  }

  /** What stands at the bottom from now on, asked anew at each redraw. */
  follow(content: () => string): void {
    this.#content = content;
    this.refresh();
  }

  /** Nothing stands at the bottom any more. */
  unfollow(): void {
    this.#content = undefined;
    this.#redraw?.clear();
  }

  refresh(): void {
    if (this.#redraw === undefined || this.#content === undefined) return;
    this.#timer ??= this.#terminal.clock.setTimeout(() => {
      this.#timer = undefined;
      if (this.#content !== undefined) this.#redraw?.(this.#content());
    }, REDRAW_MS);
  }

  close(): void {
    if (this.#timer !== undefined) this.#terminal.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.unfollow();
    this.#redraw?.done();
  }
}
