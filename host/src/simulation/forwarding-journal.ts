import type { Changes, Journal, Reads } from "../ports/index.js";

/** Another journal, for who changes a part of what it does. */
export class ForwardingJournal implements Journal {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  commit(changes: Changes): void {
    this.#journal.commit(changes);
  }

  flush(): Promise<void> | undefined {
    return this.#journal.flush();
  }

  flushNow(): void {
    this.#journal.flushNow();
  }

  close(): void {
    this.#journal.close();
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
}
