import { creationsCountSince, World } from "../engine/index.js";
import type { Journal } from "../ports/index.js";
import type { Ledger } from "./ledger.js";
import type { Stage } from "./stage.js";
import { difference, pictureOf } from "./world-picture.js";

/** Turns that the disk refuses are many, and each picture takes its time: one in so many is looked at. */
const LOOK_AT_ONE_IN = 8;

/** Compares the host's world, which it keeps step by step, with the one that its rows alone would make. */
export class RebuiltWorlds {
  readonly #stage: Stage;
  readonly #ledger: Ledger;
  #world: World | undefined;
  #turns = 0;
  #refusals = 0;

  constructor(stage: Stage, ledger: Ledger) {
    this.#stage = stage;
    this.#ledger = ledger;
  }

  /** A host has read its rows: they are those that were committed. */
  begin(world: World): void {
    this.#world = world;
    const { processes, sessions, players, aliases, assets, fleets, instances, launches } = this.#ledger;
    const { queues, placements } = this.#ledger;
    const { deployment, queueing } = world;
    const pairs = [
      [processes, world.processes],
      [sessions, world.sessions],
      [players, world.players],
      [aliases, deployment.aliases],
      [assets, deployment.assets],
      [fleets, deployment.fleets],
      [instances, deployment.instances],
      [launches, deployment.launches],
      [queues, queueing.queues],
      [placements, queueing.placements],
    ] as const;
    for (const [{ live }, table] of pairs) {
      const [committed, found] = [textOf(live.values()), textOf(table.values())];
      if (committed !== found)
        this.#stage.broken("a host that starts finds what was committed", difference(committed, found));
    }
  }

  /** A turn that the disk refuses leaves the world as it was, with what is in memory only. */
  aroundTurn(run: () => void): void {
    const world = this.#world;
    if (world === undefined || !this.#stage.isDiskIll || this.#turns++ % LOOK_AT_ONE_IN !== 0) {
      run();
      return;
    }
    const refusals = this.#refusals;
    const before = pictureOf(world, { withMemory: true });
    run();
    const after = pictureOf(world, { withMemory: true });
    if (this.#refusals > refusals && before !== after)
      this.#stage.broken("a turn that the disk refuses never happened", difference(before, after));
  }

  /** The disk does so, in this turn. */
  refuse(): void {
    this.#refusals++;
  }

  /** @param journal what the host reads and writes */
  compare(journal: Journal): void {
    if (this.#world === undefined) return;
    const rebuilt = new World(journal.load(creationsCountSince(this.#stage.time.now())), journal);
    const [kept, made] = [this.#world, rebuilt].map((world) => pictureOf(world, { withMemory: false }));
    if (kept !== undefined && made !== undefined && kept !== made)
      this.#stage.broken("indexes and counters equal the rows that they count", difference(kept, made));
  }
}

const textOf = (rows: Iterable<{ readonly id: string }>): string =>
  JSON.stringify([...rows].sort((a, b) => (a.id < b.id ? -1 : 1)));
