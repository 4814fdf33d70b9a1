import type { Clock, CloudApiClient } from "gse-host/client";
import { groupPlayers, type GroupRules, type Player } from "./group-players.js";
import { MatchError } from "./match-error.js";
import { placeMatch, type Placement } from "./place-match.js";
import { systemClock } from "./system-clock.js";

export interface MatchmakerOptions extends GroupRules {
  readonly api: CloudApiClient;
  /** The queue that places its matches. */
  readonly queueName: string;
  /** How often a match that found no room is tried again; default 2. */
  readonly retries?: number;
  readonly clock?: Clock;
}

/** What a player's program connects with, within a minute. */
export interface Seat {
  readonly region: string;
  readonly ip: string;
  readonly port: number;
  readonly playerSessionId: string;
}

interface Ticket extends Player {
  readonly signal: AbortSignal;
  readonly placed: (seat: Seat) => void;
  readonly failed: (error: unknown) => void;
  /** How often it found no room. */
  readonly timesOut: number;
}

/** Groups players who wait, and has each group placed where all of it is near enough. */
export class Matchmaker {
  readonly #options: MatchmakerOptions;
  #waiting: readonly Ticket[] = [];

  constructor(options: MatchmakerOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * A seat in a match, when there is one. Who leaves before, by `signal`, is in none.
   * @throws MatchError; `signal.reason`; CloudApiError for what waiting does not mend
   */
  join(player: Player, signal: AbortSignal = new AbortController().signal): Promise<Seat> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const ticket: Ticket = { ...player, signal, placed: resolve, failed: reject, timesOut: 0 };
      signal.addEventListener("abort", () => {
        this.#waiting = this.#waiting.filter(({ signal: one }) => one !== signal);
        reject(signal.reason instanceof Error ? signal.reason : new Error("left", { cause: signal.reason }));
      });
      this.#wait([...this.#waiting, ticket]);
    });
  }

  /** Whoever can play now, plays. */
  #wait(tickets: readonly Ticket[]): void {
    const { groups, left } = groupPlayers(
      tickets.filter(({ signal }) => !signal.aborted),
      this.#options,
    );
    this.#waiting = left;
    for (const group of groups)
      this.#place(group).catch((error: unknown) => {
        for (const { failed } of group) failed(error);
      });
  }

  async #place(group: readonly Ticket[]): Promise<void> {
    const { api, queueName, clock = systemClock, retries = 2 } = this.#options;
    const signal = AbortSignal.any(group.map((ticket) => ticket.signal));
    const data = JSON.stringify({ players: group.map(({ id }) => id) });
    const placement = await placeMatch({ queueName, players: group, data }, { api, clock, signal });
    switch (placement.Status) {
      case "FULFILLED":
        for (const ticket of group) ticket.placed(seatOf(ticket, placement));
        return;
      case "TIMED_OUT": {
        // Every fleet near enough was busy for as long as the queue waits. They are the first of the line again.
        const tired = group.filter(({ timesOut }) => timesOut >= retries);
        for (const { failed } of tired) failed(new MatchError("NO_ROOM", "all games near you are taken: try later"));
        const again = group.filter(({ timesOut }) => timesOut < retries);
        this.#wait([...again.map((one) => ({ ...one, timesOut: one.timesOut + 1 })), ...this.#waiting]);
        return;
      }
      case "CANCELLED":
        // Somebody left, and those who stayed are the first of the line; or an operator stopped it, and then nobody waits.
        if (signal.aborted) {
          this.#wait([...group, ...this.#waiting]);
          return;
        }
        for (const { failed } of group) failed(new MatchError("STOPPED", "the match was called off: try again"));
        return;
      default:
        // FAILED: no fleet of the queue is where all of them can play, so waiting mends nothing.
        for (const { failed } of group) failed(new MatchError("NO_REGION", "no game is near enough to all of you"));
    }
  }
}

function seatOf({ id }: Player, { PlacedPlayerSessions, GameServerSessionRegion, IpAddress, Port }: Placement): Seat {
  const placed = PlacedPlayerSessions.find(({ PlayerId }) => PlayerId === id);
  if (placed === undefined) throw new Error(`the placement was FULFILLED and holds no player session for "${id}"`);
  return { region: GameServerSessionRegion, ip: IpAddress, port: Port, playerSessionId: placed.PlayerSessionId };
}
