import {
  isLiveQueue,
  isPending,
  type Alias,
  type AliasId,
  type Fleet,
  type FleetId,
  type GameServerProcess,
  type GameServerSession,
  type GameServerSessionId,
  type Instance,
  type LiveRows,
  type Placement,
  type PlacementKey,
  type Queue,
  type QueueId,
} from "../model/index.js";
import { Deadlines } from "./deadlines.js";
import { Groups } from "./groups.js";
import { isIdle } from "./loads.js";
import { Table } from "./table.js";
import type { UndoLog } from "./undo-log.js";

/** Processes that serve the same fleet; null: those that were started by hand, which serve every fleet that is only a name. */
export type Pool = FleetId | null;

/** Where a placement may be placed at this moment, if there is room. */
export interface Spot {
  readonly fleetId: FleetId;
  readonly region: string;
  readonly pool: Pool;
}

/** A placement that waits for room; worked out from the rows, and not kept on disk. */
export interface Wait {
  readonly id: PlacementKey;
  readonly seq: number;
  /** In the order in which they are tried. */
  readonly spots: readonly Spot[];
  /** When the next latency policy holds; null: there is none. */
  readonly nextStageAtMs: number | null;
}

/** A fleet on which there is nothing to be waited for. */
export const isHopelessFleet = ({ status }: Fleet): boolean =>
  status === "ERROR" || status === "DELETING" || status === "TERMINATED";

/**
 * Queues, placements, and who waits for what. Room that appears and placements whose standing may have changed are noted as
 * the rows change, so that a turn looks at those alone. A note too many does no harm: it is only looked at.
 */
export class Queueing {
  readonly timeouts = new Deadlines<PlacementKey>();
  readonly stageEnds = new Deadlines<PlacementKey>();
  /** Placements to look at before the step is over. */
  readonly changed = new Set<PlacementKey>();
  /** Queues whose waiting placements may go elsewhere now. */
  readonly changedQueues = new Set<QueueId>();
  /** Who has just begun to wait, or waits elsewhere now. */
  readonly newcomers = new Set<PlacementKey>();
  /** Pools that somebody waits for, and that may have got room. */
  readonly roomier = new Set<Pool>();
  /** A host that starts first takes up what there is: what it would begin before, it would begin once more then. */
  #isTakenUp: boolean;
  readonly #undoLog: UndoLog;
  readonly #queueByName = new Map<string, QueueId>();
  readonly #queuesOfFleet = new Groups<FleetId, QueueId>();
  readonly #queuesOfAlias = new Groups<AliasId, QueueId>();
  readonly #pendingOfQueue = new Groups<QueueId, PlacementKey>();
  readonly #bySession = new Map<GameServerSessionId, PlacementKey>();
  /** Who waits for each pool, by `seq`: who has waited longest is first, whichever queue he stands in. */
  readonly #lines = new Map<Pool, Deadlines<PlacementKey>>();
  /** So many wait for a fleet before any other. */
  readonly #firstChoices = new Map<FleetId, number>();

  readonly queues: Table<QueueId, Queue>;
  readonly placements: Table<PlacementKey, Placement>;
  readonly waits: Table<PlacementKey, Wait>;

  constructor(rows: Pick<LiveRows, "queues" | "placements">, undoLog: UndoLog) {
    this.#isTakenUp = rows.placements.length === 0;
    this.#undoLog = undoLog;
    this.queues = new Table({
      undoLog,
      isLive: isLiveQueue,
      onChange: (before, after) => {
        this.#indexQueue(before, after);
      },
    });
    this.placements = new Table({
      undoLog,
      isLive: isPending,
      onChange: (before, after) => {
        this.#indexPlacement(before, after);
      },
    });
    this.waits = new Table({
      undoLog,
      isLive: ({ spots }) => spots.length > 0,
      onChange: (before, after) => {
        this.#indexWait(before, after);
      },
    });
    for (const queue of rows.queues) this.queues.load(queue);
    for (const placement of rows.placements) this.placements.load(placement);
  }

  get isTakenUp(): boolean {
    return this.#isTakenUp;
  }

  takeUp(): void {
    const before = this.#isTakenUp;
    this.#undoLog.push(() => (this.#isTakenUp = before));
    this.#isTakenUp = true;
    for (const { id } of this.placements.values()) this.changed.add(id);
  }

  queueByName(region: string, name: string): Queue | undefined {
    const id = this.#queueByName.get(`${region}/${name}`);
    return id === undefined ? undefined : this.queues.get(id);
  }

  /** One that names it as a destination. */
  aQueueOfFleet(id: FleetId): Queue | undefined {
    return this.#firstQueue(this.#queuesOfFleet.of(id));
  }

  aQueueOfAlias(id: AliasId): Queue | undefined {
    return this.#firstQueue(this.#queuesOfAlias.of(id));
  }

  pendingOf(id: QueueId): readonly Placement[] {
    const found: Placement[] = [];
    for (const key of this.#pendingOfQueue.of(id)) {
      const placement = this.placements.get(key);
      if (placement !== undefined) found.push(placement);
    }
    return found;
  }

  /** So many of those who wait for the pool, longest first. */
  firstInLine(pool: Pool, count: number): readonly PlacementKey[] {
    return this.#lines.get(pool)?.first(count) ?? [];
  }

  /** So many wait for a process of this fleet before any other. */
  waitingFor(id: FleetId): number {
    return this.#firstChoices.get(id) ?? 0;
  }

  followProcess(before: GameServerProcess | undefined, after: GameServerProcess | undefined): void {
    if (after !== undefined && isIdle(after) && !(before !== undefined && isIdle(before))) this.#gotRoom(after.fleetId);
  }

  /** Activations that are over make room for the next, and a placement goes on with what came of its own. */
  followSession(before: GameServerSession | undefined, after: GameServerSession | undefined): void {
    if (before?.status !== "ACTIVATING" || after?.status === "ACTIVATING") return;
    this.#gotRoom(before.fleetId);
    const placement = this.#bySession.get(before.id);
    if (placement !== undefined) this.changed.add(placement);
  }

  followInstance(before: Instance | undefined, after: Instance | undefined): void {
    const fleetId = (after ?? before)?.fleetId;
    if (fleetId !== undefined) this.#gotRoom(fleetId);
  }

  /** @param aliases those that lead to it */
  followFleet(before: Fleet | undefined, after: Fleet | undefined, aliases: readonly Alias[]): void {
    const id = (after ?? before)?.id;
    if (id === undefined) return;
    this.#gotRoom(id);
    if (before !== undefined && after !== undefined && isHopelessFleet(before) === isHopelessFleet(after)) return;
    for (const queue of this.#queuesOfFleet.of(id)) this.changedQueues.add(queue);
    for (const alias of aliases) for (const queue of this.#queuesOfAlias.of(alias.id)) this.changedQueues.add(queue);
  }

  followAlias(before: Alias | undefined, after: Alias | undefined): void {
    const id = (after ?? before)?.id;
    if (id === undefined || before?.routing === after?.routing) return;
    for (const queue of this.#queuesOfAlias.of(id)) this.changedQueues.add(queue);
  }

  clearChanges(): void {
    this.queues.clearChanges();
    this.placements.clearChanges();
    this.waits.clearChanges();
  }

  #gotRoom(pool: Pool): void {
    if (this.#lines.has(pool)) this.roomier.add(pool);
  }

  #firstQueue(ids: ReadonlySet<QueueId>): Queue | undefined {
    for (const id of ids) return this.queues.get(id);
    return undefined;
  }

  #indexQueue(before: Queue | undefined, after: Queue | undefined): void {
    if (before !== undefined) {
      this.#queueByName.delete(`${before.region}/${before.name}`);
      for (const { fleetId, aliasId } of before.destinations) {
        this.#queuesOfFleet.move(before, fleetId, undefined);
        this.#queuesOfAlias.move(before, aliasId, undefined);
      }
    }
    if (after === undefined) return;
    this.#queueByName.set(`${after.region}/${after.name}`, after.id);
    for (const { fleetId, aliasId } of after.destinations) {
      this.#queuesOfFleet.move(after, undefined, fleetId);
      this.#queuesOfAlias.move(after, undefined, aliasId);
    }
    this.changedQueues.add(after.id);
  }

  #indexPlacement(before: Placement | undefined, after: Placement | undefined): void {
    this.#pendingOfQueue.move(after ?? before, before?.queueId, after?.queueId);
    if (before !== undefined && before.session?.id !== after?.session?.id && before.session !== null)
      this.#bySession.delete(before.session.id);
    if (after !== undefined && after.session !== null) this.#bySession.set(after.session.id, after.id);
    if (after !== undefined) this.timeouts.set(after.id, after.timesOutAtMs);
    else if (before !== undefined) this.timeouts.delete(before.id);
  }

  #indexWait(before: Wait | undefined, after: Wait | undefined): void {
    const pools = new Set(after?.spots.map(({ pool }) => pool));
    if (before !== undefined) for (const { pool } of before.spots) if (!pools.has(pool)) this.#leave(pool, before.id);
    if (after !== undefined) for (const pool of pools) this.#join(pool, after);
    this.#count(before, -1);
    this.#count(after, 1);

    if (after !== undefined && after.nextStageAtMs !== null) this.stageEnds.set(after.id, after.nextStageAtMs);
    else if (before !== undefined) this.stageEnds.delete(before.id);
  }

  #count(wait: Wait | undefined, by: 1 | -1): void {
    const id = wait?.spots[0]?.fleetId;
    if (id === undefined) return;
    const count = this.waitingFor(id) + by;
    if (count === 0) this.#firstChoices.delete(id);
    else this.#firstChoices.set(id, count);
  }

  #join(pool: Pool, { id, seq }: Wait): void {
    const line = this.#lines.get(pool) ?? new Deadlines<PlacementKey>();
    this.#lines.set(pool, line);
    line.set(id, seq);
    this.roomier.add(pool);
    this.newcomers.add(id);
  }

  #leave(pool: Pool, id: PlacementKey): void {
    const line = this.#lines.get(pool);
    line?.delete(id);
    if (line?.nextAtMs === undefined) this.#lines.delete(pool);
  }
}
