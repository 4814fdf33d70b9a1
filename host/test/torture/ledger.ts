import { Known } from "./known.js";
import type { Plan } from "./plan.js";
import type { Player } from "./player.js";

/** How a call ended that makes something. */
export type Making = "made" | "inDoubt" | "notMade";

/** A player's slot, as far as its joiner knows. */
export interface PlayerRecord {
  readonly playerId: string;
  readonly playerSessionId: string;
  readonly client: Player;
}

/** A session, as far as its creator knows. */
export class SessionRecord {
  id = "";
  port = 0;
  making: Making = "inDoubt";
  /** As it was seen last. */
  status: string | undefined;
  readonly maxPlayers: Known<number>;
  readonly protection: Known<string>;
  /** EndGameServerSessionAndProcess. */
  end: "no" | "inDoubt" | "acknowledged" = "no";
  /** A player said "finish", or it was left without protection: it may end at any time. */
  wasGivenUp = false;
  /** Its process was killed from outside. */
  wasKilled = false;
  /** Of its process, once it was seen on disk. */
  pid: number | undefined;
  isBeingChanged = false;
  readonly players: PlayerRecord[] = [];
  /** Joins whose answer was lost. */
  readonly joinsInDoubt: string[] = [];

  constructor(
    /** Nobody else has it: how a session is found whose answer was lost. */
    readonly name: string,
    /** "" for none. */
    readonly token: string,
    readonly fleetId: string,
    readonly plan: Plan,
    maxPlayers: number,
  ) {
    this.maxPlayers = new Known(maxPlayers);
    this.protection = new Known("FullProtection");
  }

  get isOver(): boolean {
    return this.status === "TERMINATED" || this.status === "ERROR";
  }

  /** As far as somebody saw it. */
  get hasBeenActive(): boolean {
    return this.status === "ACTIVE" || this.players.length > 0;
  }

  /** Whether it may have come to its end by what it was asked, and what it planned. */
  get mayEnd(): boolean {
    return this.plan.lastsMs !== null || this.end !== "no" || this.wasGivenUp || this.wasKilled;
  }

  /** Whether its process may have died under it. */
  get mayFail(): boolean {
    return this.wasKilled || (this.plan.then === "crash" && this.mayEnd);
  }

  get playersIn(): readonly PlayerRecord[] {
    return this.players.filter(({ client }) => client.state === "in");
  }
}

/** A fleet that comes and goes. */
export class FleetRecord {
  id = "";
  making: Making = "inDoubt";
  deletion: "no" | "inDoubt" | "acknowledged" = "no";
  hasBeenActive = false;
  isGone = false;
  constructor(readonly name: string) {}
}

/** An uploaded package that nobody uses. */
export class AssetRecord {
  id = "";
  making: Making = "inDoubt";
  deletion: "no" | "inDoubt" | "acknowledged" = "no";
  isGone = false;
  constructor(readonly name: string) {}
}

/** All that the torture asked of the host, and what it was told of it. */
export class Ledger {
  readonly sessions: SessionRecord[] = [];
  readonly fleets: FleetRecord[] = [];
  readonly assets: AssetRecord[] = [];
  readonly #byId = new Map<string, SessionRecord>();
  #lastNumber = 0;

  constructor(
    readonly mainFleetId: string,
    readonly desired: Known<number>,
    /** Of ServerProcesses, as JSON. */
    readonly runtime: Known<string>,
  ) {}

  /** For a name that was never given. */
  nextNumber(): number {
    return ++this.#lastNumber;
  }

  found(record: SessionRecord, { id, port }: { readonly id: string; readonly port: number }): void {
    record.making = "made";
    record.id = id;
    record.port = port;
    this.#byId.set(id, record);
  }

  session(id: string): SessionRecord | undefined {
    return this.#byId.get(id);
  }

  /** Made, and not known to be over. */
  get openSessions(): readonly SessionRecord[] {
    return this.sessions.filter(({ making, isOver }) => making === "made" && !isOver);
  }

  get liveFleets(): readonly FleetRecord[] {
    return this.fleets.filter(({ making, isGone }) => making === "made" && !isGone);
  }
}
