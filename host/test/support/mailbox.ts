/** Hands on what comes in, in order, to whoever waits or will wait for it. */
export class Mailbox<T> {
  readonly #letters: T[] = [];
  readonly #waiting: ((letter: T) => void)[] = [];

  put(letter: T): void {
    const taker = this.#waiting.shift();
    if (taker === undefined) this.#letters.push(letter);
    else taker(letter);
  }

  next(): Promise<T> {
    const [letter] = this.#letters.splice(0, 1);
    return letter === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(letter);
  }
}
