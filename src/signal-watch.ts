/** Hears the operating system's first wish to end; the second one does what Node does by itself. */
export class SignalWatch {
  readonly #names: readonly NodeJS.Signals[];
  readonly #onSignal: (name: NodeJS.Signals) => void;
  #isOpen = false;

  constructor(names: boolean | readonly NodeJS.Signals[], onSignal: (name: NodeJS.Signals) => void) {
    this.#names = names === true ? ["SIGTERM", "SIGINT"] : names === false ? [] : names;
    this.#onSignal = onSignal;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    for (const name of this.#names) process.on(name, this.#hear);
  }

  /** Removes the handlers. */
  close(): void {
    this.#isOpen = false;
    for (const name of this.#names) process.off(name, this.#hear);
  }

  readonly #hear = (name: NodeJS.Signals): void => {
    this.close();
    this.#onSignal(name);
  };
}
