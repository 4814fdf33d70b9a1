import type { GameServerSessionPlacement, PlayerLatency } from "../../src/gen/cloud-api.js";
import { Known } from "./known.js";
import type { Plan } from "./plan.js";
import type { Player } from "./player.js";
import type { QueueName } from "./queue-load.js";

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
  /** Its placement was FULFILLED as it became ACTIVE. */
  wasPlaced = false;
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

  /** As far as somebody saw it. Slots that its placement reserved do not say that its game heard of its activation, too. */
  get hasBeenActive(): boolean {
    const witnesses = this.wasPlaced ? this.players.filter(({ client }) => client.wasIn) : this.players;
    return this.status === "ACTIVE" || witnesses.length > 0;
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

/** A placement, as far as its caller knows. */
export class PlacementRecord {
  making: Making = "inDoubt";
  /** StopGameServerSessionPlacement. */
  stop: "no" | "inDoubt" | "acknowledged" = "no";
  /** As it was told when it was first seen to have ended; undefined: it was PENDING when it was seen last. */
  ended: GameServerSessionPlacement | undefined;
  /** It was PENDING on disk when the host was killed. */
  hasMetKill = false;
  isBeingAsked = false;

  constructor(
    /** Its PlacementId. Nobody else has it, and its session is called so, too. */
    readonly name: string,
    readonly queue: QueueName,
    readonly plan: Plan,
    /** For whom slots are to be reserved. */
    readonly playerIds: readonly string[],
    readonly latencies: readonly PlayerLatency[],
  ) {}

  /** Somebody could not reach the only region that there is. */
  get isHopeless(): boolean {
    return this.latencies.some(({ LatencyInMilliseconds }) => LatencyInMilliseconds === 0);
  }
}

/** A queue, and where it leads. */
export class QueueRecord {
  /** Names of resources, as one text. */
  readonly destinations: Known<string>;
  isBeingChanged = false;

  constructor(
    readonly name: QueueName,
    destinations: string,
  ) {
    this.destinations = new Known(destinations);
  }
}

/** A fleet that comes and goes. */
export class FleetRecord {
  id = "";
  /** Its name as a resource. */
  arn = "";
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
  /** By name. */
  readonly placements = new Map<string, PlacementRecord>();
  readonly queues: QueueRecord[] = [];
  /** Deleted, as everything is at the end: whoever waited waits in vain. */
  areQueuesGone = false;
  /** Sessions whose process was killed from outside, also those that nobody had been told of yet. */
  readonly killedSessions = new Set<string>();
  readonly fleets: FleetRecord[] = [];
  readonly assets: AssetRecord[] = [];
  readonly #byId = new Map<string, SessionRecord>();
  #lastNumber = 0;

  constructor(
    readonly mainFleetId: string,
    readonly mainFleetArn: string,
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

  /** Made, and not known to have ended. */
  get openPlacements(): readonly PlacementRecord[] {
    return [...this.placements.values()].filter(({ making, ended }) => making === "made" && ended === undefined);
  }

  /** Made, and not known to be over. */
  get openSessions(): readonly SessionRecord[] {
    return this.sessions.filter(({ making, isOver }) => making === "made" && !isOver);
  }

  get liveFleets(): readonly FleetRecord[] {
    return this.fleets.filter(({ making, isGone }) => making === "made" && !isGone);
  }
}
