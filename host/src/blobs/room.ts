import { BlobError } from "./errors.js";

/** How many bytes all uploads together may have, and how many they have. */
export class Room {
  #used = 0;

  constructor(readonly maxBytes: number) {}

  get used(): number {
    return this.#used;
  }

  /** @throws BlobError no-room */
  check(bytes: number): void {
    if (this.#used + bytes > this.maxBytes)
      throw new BlobError(
        "no-room",
        `there are ${bytes} bytes more and no room for them: packages have ${this.#used} of the ${this.maxBytes} bytes allowed; delete assets`,
      );
  }

  take(bytes: number): void {
    this.check(bytes);
    this.#used += bytes;
  }

  /** For what is there already. */
  count(bytes: number): void {
    this.#used += bytes;
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }
}
