import type { Changes, Journal, Reads } from "../../src/ports/index.js";

/**
 * Refuses commits while `isFull`, as a disk does; with `isLastWord`, the host is gone before it hears that one was made. The
 * disk has all at once, unless `flushes` are in the test's hand.
 */
export class FillableJournal implements Journal {
  readonly #journal: Journal;
  isFull = false;
  isLastWord = false;
  commits = 0;
  /** How each flush under way ends; there once a test wants them in its hand. */
  flushes: { readonly done: () => void; readonly failed: (error: Error) => void }[] | undefined;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  commit(changes: Changes): void {
    if (this.isFull) throw new Error("database or disk is full");
    this.#journal.commit(changes);
    this.commits++;
    if (this.isLastWord) throw new Error("killed");
  }

  load: Journal["load"] = (sinceMs) => this.#journal.load(sinceMs);
  session: Reads["session"] = (id) => this.#journal.session(id);
  sessions: Reads["sessions"] = (query, page) => this.#journal.sessions(query, page);
  player: Reads["player"] = (id) => this.#journal.player(id);
  players: Reads["players"] = (query, page) => this.#journal.players(query, page);
  alias: Reads["alias"] = (id) => this.#journal.alias(id);
  aliases: Reads["aliases"] = (query, slice) => this.#journal.aliases(query, slice);
  asset: Reads["asset"] = (id) => this.#journal.asset(id);
  assets: Reads["assets"] = (query, slice) => this.#journal.assets(query, slice);
  fleet: Reads["fleet"] = (id) => this.#journal.fleet(id);
  fleets: Reads["fleets"] = (query, slice) => this.#journal.fleets(query, slice);
  instance: Reads["instance"] = (id) => this.#journal.instance(id);
  instances: Reads["instances"] = (query, slice) => this.#journal.instances(query, slice);
  fleetEvents: Reads["fleetEvents"] = (query, slice) => this.#journal.fleetEvents(query, slice);
  queues: Reads["queues"] = (query, slice) => this.#journal.queues(query, slice);
  placement: Reads["placement"] = (id) => this.#journal.placement(id);
  placements: Reads["placements"] = (query, page) => this.#journal.placements(query, page);
  flush(): Promise<void> | undefined {
    const { flushes } = this;
    if (flushes !== undefined)
      return new Promise((done, failed) => {
        flushes.push({ done, failed });
      });
    this.flushNow();
    return undefined;
  }

  flushNow(): void {
    this.#journal.flushNow();
  }
  close: Journal["close"] = () => {
    this.#journal.close();
  };
}
