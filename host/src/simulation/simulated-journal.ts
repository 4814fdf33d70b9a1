import { JournalError } from "../journal/index.js";
import type { Changes, Journal, Reads } from "../ports/index.js";

export interface CommitWatcher {
  /** Throws to have the commit fail with nothing written. */
  before(changes: Changes): void;
  after(changes: Changes): void;
  /** As the port has it. */
  flush(): Promise<void> | undefined;
}

export const diskIsFull = (): JournalError => new JournalError("cannot write to the journal: database or disk is full");

/** A journal that shows each commit before and after it is made. */
export class SimulatedJournal implements Journal {
  readonly #journal: Journal;
  readonly #watcher: CommitWatcher;

  constructor(journal: Journal, watcher: CommitWatcher) {
    this.#journal = journal;
    this.#watcher = watcher;
  }

  commit(changes: Changes): void {
    this.#watcher.before(changes);
    this.#journal.commit(changes);
    this.#watcher.after(changes);
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
  flush: Journal["flush"] = () => this.#watcher.flush();
  flushNow: Journal["flushNow"] = () => {
    this.#journal.flushNow();
  };
  close: Journal["close"] = () => {
    this.#journal.close();
  };
}
