import type { Command, ReplyTo } from "../model/index.js";
import type { Ledger } from "./ledger.js";
import type { Stage } from "./stage.js";

/**
 * Whatever a reply says is on disk when it is heard. Rows only go their way forward, and a host that starts finds what was
 * committed: so it stays true through any crash.
 */
export class Replies {
  readonly #stage: Stage;
  readonly #ledger: Ledger;
  #commands = 0;

  constructor(stage: Stage, ledger: Ledger) {
    this.#stage = stage;
    this.#ledger = ledger;
  }

  beginTurn(): void {
    this.#commands = 0;
  }

  countCommand(): void {
    this.#commands++;
  }

  heard<C extends Command>(command: C, reply: ReplyTo<C>): void {
    if (!reply.ok) {
      this.#refused(command, reply.refusal.kind);
      return;
    }
    const { value } = reply;
    if (value === undefined) return;
    for (const row of Array.isArray(value) ? (value as readonly object[]) : [value as object])
      this.#expect(command, row);
  }

  #expect(command: Command, shown: object): void {
    const { aliases, assets, fleets, instances, processes, sessions, players, queues, placements } = this.#ledger;
    const id = "id" in shown ? String(shown.id) : "";
    const found = [aliases, assets, fleets, instances, processes, sessions, players, queues, placements]
      .map((book) => book.find(id))
      .find((row) => row !== undefined);
    const said = (): string =>
      `${command.type} answered ${JSON.stringify(shown)}, and the disk has ${JSON.stringify(found)}`;
    // A fleet is shown as NEW, and goes on from there at once.
    const expected =
      command.type === "createFleet" || command.type === "copyFleet" ? { ...shown, status: "DOWNLOADING" } : shown;
    // Another command of the same turn may have changed it again.
    const mayGoOn = goOnAtOnce.has(command.type);
    if (found === undefined || (this.#commands === 1 && !mayGoOn && !isSame(found, expected)))
      this.#stage.broken("what was acknowledged is on disk", said());
  }

  #refused(command: Command, kind: string): void {
    if (command.type !== "acceptPlayerSession" || kind !== "player-session-used") return;
    const player = this.#ledger.players.live.get(command.playerSessionId);
    if (player?.status === "ACTIVE" && player.acceptedBy === command.requestId)
      this.#stage.broken("a call that is repeated succeeds again", `${command.requestId} for player ${player.id}`);
  }
}

/** Placements that wait go on in the same turn: what is free is taken, and players get their slots. */
const goOnAtOnce: ReadonlySet<Command["type"]> = new Set([
  "startPlacement",
  "processReady",
  "activateGameServerSession",
  "updateInstance",
]);

const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
