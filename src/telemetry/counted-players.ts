import { telemetry } from "./current-telemetry.js";

/** A set of players whose size is part of the number of players in the game, until it is released. */
export class CountedPlayers extends Set<string> {
  #isCounted = true;

  override add(playerSessionId: string): this {
    const before = this.size;
    super.add(playerSessionId);
    this.#count(this.size - before);
    return this;
  }

  override delete(playerSessionId: string): boolean {
    const isGone = super.delete(playerSessionId);
    if (isGone) this.#count(-1);
    return isGone;
  }

  override clear(): void {
    this.#count(-this.size);
    super.clear();
  }

  /** The session is over; whoever is left is no player any more. */
  release(): void {
    this.#count(-this.size);
    this.#isCounted = false;
  }

  #count(by: number): void {
    if (this.#isCounted && by !== 0) telemetry()?.playersChanged(by);
  }
}
