import {
  holdsSlot,
  isLiveAlias,
  isLiveFleet,
  isLiveInstance,
  isLiveLaunch,
  isLiveQueue,
  isOpen,
  isPending,
  isUsable,
  type Alias,
  type Asset,
  type Fleet,
  type FleetEvent,
  type GameServerProcess,
  type GameServerSession,
  type Instance,
  type Launch,
  type Placement,
  type PlayerSession,
  type Queue,
} from "../model/index.js";
import type { Changes } from "../ports/index.js";
import { FleetHistories } from "./fleet-histories.js";

interface Kind<Row> {
  readonly name: string;
  readonly isLive: (row: Row) => boolean;
  /** What never changes. */
  readonly fixed: readonly (keyof Row)[];
  /** Where the row stands on its way; it never goes back. */
  readonly rank: (row: Row) => number;
  /** True for a row that takes the place of another one of its id. */
  readonly isAnother?: (row: Row, before: Row) => boolean;
}

/** The rows of one kind as the disk has them; each commit is compared with what was there. */
class Book<Row extends { readonly id: string }> {
  readonly live = new Map<string, Row>();
  /** Those that ended, the latest last. */
  readonly past = new Map<string, Row>();
  readonly #kind: Kind<Row>;

  constructor(kind: Kind<Row>) {
    this.#kind = kind;
  }

  find(id: string): Row | undefined {
    return this.live.get(id) ?? this.past.get(id);
  }

  *enter(rows: readonly Row[]): Iterable<string> {
    const { name, isLive, fixed, rank, isAnother } = this.#kind;
    for (const row of rows) {
      const former = this.find(row.id);
      if (former !== undefined && isAnother?.(row, former) === true) {
        this.live.delete(row.id);
        this.past.delete(row.id);
      }
      const before = this.live.get(row.id);
      if (this.past.has(row.id)) yield `${name} ${row.id} is history and was changed`;
      if (before !== undefined) {
        for (const field of fixed)
          if (before[field] !== row[field]) yield `${name} ${row.id} has another ${String(field)} than before`;
        if (rank(row) < rank(before)) yield `${name} ${row.id} went back: ${JSON.stringify(row)}`;
      }
      this.live.delete(row.id);
      if (isLive(row)) this.live.set(row.id, row);
      else this.past.set(row.id, row);
    }
  }
}

const rankIn =
  <Status extends string>(...order: readonly (readonly Status[])[]) =>
  ({ status }: { readonly status: Status }): number =>
    order.findIndex((level) => level.includes(status));

/** What is on disk, kept by watching every commit. */
export class Ledger {
  readonly aliases = new Book<Alias>({
    name: "alias",
    isLive: isLiveAlias,
    fixed: ["seq", "region", "createdAtMs"],
    rank: ({ deletedAtMs }) => (deletedAtMs === null ? 0 : 1),
  });
  readonly assets = new Book<Asset>({
    name: "asset",
    isLive: isUsable,
    fixed: ["seq", "blob", "region", "createdAtMs"],
    rank: ({ deletedAtMs }) => (deletedAtMs === null ? 0 : 1),
  });
  readonly fleets = new Book<Fleet>({
    name: "fleet",
    isLive: isLiveFleet,
    fixed: ["seq", "assetId", "region", "createdAtMs"],
    rank: rankIn(
      ["NEW"],
      ["DOWNLOADING"],
      ["VALIDATING"],
      ["BUILDING"],
      ["ACTIVATING"],
      ["ACTIVE"],
      ["ERROR"],
      ["DELETING"],
      ["TERMINATED"],
    ),
  });
  readonly instances = new Book<Instance>({
    name: "instance",
    isLive: isLiveInstance,
    fixed: ["seq", "fleetId", "createdAtMs"],
    rank: rankIn(["PENDING"], ["ACTIVE"], ["TERMINATING"], ["TERMINATED"]),
  });
  readonly launches = new Book<Launch>({
    name: "launch",
    isLive: isLiveLaunch,
    fixed: ["fleetId", "instanceId", "launchPath", "parameters", "token", "launchedAtMs"],
    rank: rankIn(["STARTING"], ["STARTED"], ["READY"], ["EXITING"], ["EXITED"]),
  });
  readonly processes = new Book<GameServerProcess>({
    name: "process",
    isLive: ({ status }) => status !== "TERMINATED",
    fixed: ["fleetId", "instanceId", "readyAtMs"],
    rank: rankIn(["ACTIVE"], ["ENDING"], ["TERMINATED"]),
  });
  readonly sessions = new Book<GameServerSession>({
    name: "session",
    isLive: isOpen,
    fixed: ["seq", "fleetId", "processId", "instanceId", "createdAtMs", "activateByMs", "creatorId"],
    rank: rankIn(["ACTIVATING"], ["ACTIVE"], ["TERMINATING"], ["TERMINATED", "ERROR"]),
  });
  readonly players = new Book<PlayerSession>({
    name: "player",
    isLive: holdsSlot,
    fixed: ["seq", "gameServerSessionId", "playerId", "createdAtMs", "lapsesAtMs"],
    rank: rankIn(["RESERVED"], ["ACTIVE"], ["COMPLETED", "TIMEDOUT"]),
  });
  readonly queues = new Book<Queue>({
    name: "queue",
    isLive: isLiveQueue,
    fixed: ["seq", "region", "name", "createdAtMs"],
    rank: ({ deletedAtMs }) => (deletedAtMs === null ? 0 : 1),
  });
  /** Of an id there is the last one. */
  readonly placements = new Book<Placement>({
    name: "placement",
    isLive: isPending,
    fixed: ["seq", "region", "queueId", "startedAtMs", "timesOutAtMs"],
    rank: ({ status, failedOn }) => (status === "PENDING" ? failedOn.length : Infinity),
    isAnother: ({ seq }, before) => seq > before.seq,
  });
  readonly #histories = new FleetHistories();

  /** What a commit must not do and did, in words. */
  *enter(changes: Changes): Iterable<string> {
    yield* this.aliases.enter(changes.aliases);
    yield* this.assets.enter(changes.assets);
    yield* this.fleets.enter(changes.fleets);
    yield* this.instances.enter(changes.instances);
    yield* this.launches.enter(changes.launches);
    yield* this.processes.enter(changes.processes);
    yield* this.sessions.enter(changes.sessions);
    yield* this.players.enter(changes.players);
    yield* this.queues.enter(changes.queues);
    yield* this.placements.enter(changes.placements);
    yield* this.#histories.enter(changes.fleetEvents);
  }

  /** Of one fleet, oldest first. */
  events(fleetId: string): readonly FleetEvent[] {
    return this.#histories.of(fleetId);
  }
}
