/** What a value may be, by what was acknowledged: a change whose answer was lost has happened, or has not. */
export class Known<T extends string | number> {
  #possible: readonly T[];

  constructor(value: T) {
    this.#possible = [value];
  }

  acknowledged(value: T): void {
    this.#possible = [value];
  }

  inDoubt(value: T): void {
    this.#possible = [...this.#possible, value];
  }

  /** Says whether the value may be this one; if so, it is from now on. */
  mayBe(value: T): boolean {
    if (!this.#possible.includes(value)) return false;
    this.#possible = [value];
    return true;
  }

  toString(): string {
    return this.#possible.join(" or ");
  }
}
