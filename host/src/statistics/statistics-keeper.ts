import {
  queueRegionId,
  type FleetId,
  type HostEvent,
  type InstanceId,
  type QueueId,
  type StatisticsOf,
  type StatisticsPeriod,
  type StatisticsRow,
  type Sums,
} from "../model/index.js";
import type {
  Clock,
  CommandHost,
  FleetPoint,
  InstancePoint,
  MachineLook,
  Metrics,
  QueueMetrics,
  Reads,
  Resolution,
  Slice,
  Statistics,
  StatisticsStore,
  UsePerInterval,
  UseQuery,
  UsesWithin,
} from "../ports/index.js";
import { regions } from "../regions.js";
import { EventCounts } from "./event-counts.js";
import { InstanceUses } from "./instance-uses.js";
import { lookAtFleets } from "./look-at-fleets.js";
import { lookAtInstances } from "./look-at-instances.js";
import { lookAtQueues } from "./look-at-queues.js";
import { minuteOf, MinuteTimer } from "./minute-timer.js";
import { fleetPoint, instancePoint, queuePoint } from "./points.js";
import { QueueCounts } from "./queue-counts.js";
import { keepMs, periodMs, resolutionFor, rowsOf } from "./resolutions.js";
import { added, beginningOf, noSums, rolledUp } from "./sums.js";
import { UsageRounds, type Usage, type UsageOf, type Usages } from "./usage-rounds.js";
import { usePerInterval, useResolution, useWithin, type Range } from "./use-within.js";

export interface StatisticsKeeperOptions {
  readonly clock: Clock;
  readonly store: StatisticsStore;
  readonly reads: Pick<Reads, "fleet" | "instance">;
  /** Asked for when there is something to count. */
  readonly host: () => Pick<CommandHost, "live">;
  readonly usageOf: UsageOf;
  readonly machine: () => MachineLook;
  /** Of the machine. */
  readonly processors: number;
  readonly onFault: (doing: string, error: unknown) => void;
}

/** What was seen of all of a kind, by their ids. */
type Seen = { readonly [Of in StatisticsOf]: ReadonlyMap<string, Sums<Of>> };

const DAY_MS = periodMs.day;

/** More than are ever kept. */
const ALL = { offset: 0, limit: Number.MAX_SAFE_INTEGER };

/**
 * Looks at fleets, instances and queues every minute, keeps what it saw by minutes, hours and days, and tells it. What happened
 * in a minute that could not be kept is told with the next one; what stood in it is not made up.
 */
export class StatisticsKeeper implements Statistics {
  readonly #options: StatisticsKeeperOptions;
  readonly #counts: EventCounts;
  readonly #queueCounts = new QueueCounts();
  readonly #uses: InstanceUses;
  readonly #rounds: UsageRounds;
  readonly #timer: MinuteTimer;
  #isStarted = false;

  /** Takes the place of the one before, if there was one: what went on then goes on. */
  constructor(options: StatisticsKeeperOptions) {
    const { clock, usageOf, processors } = options;
    this.#options = options;
    this.#counts = new EventCounts(clock);
    this.#uses = new InstanceUses({ ...options, nowMs: clock.now() });
    this.#rounds = new UsageRounds(clock, usageOf, processors);
    this.#timer = new MinuteTimer(clock, (atMs) => {
      this.#look(atMs);
    });
  }

  /** To be called with everything that happens on the host. */
  onEvent(event: HostEvent): void {
    this.#counts.onEvent(event);
    this.#queueCounts.onEvent(event);
    this.#uses.onEvent(event);
  }

  /** The host has started: from now on it is looked at. */
  start(): void {
    const { launches, instances } = this.#options.host().live();
    this.#counts.takeUp(launches);
    this.#uses.takeUp(instances);
    this.#isStarted = true;
    this.#askKernel(() => undefined);
    this.#timer.start();
  }

  /** What the last minute brought is kept, too. */
  close(): void {
    this.#timer.close();
    this.#rounds.cancel();
    if (!this.#isStarted) return;
    this.#isStarted = false;
    this.#goOn();
    this.#keep(minuteOf(this.#options.clock.now()), undefined);
  }

  fleetMetrics(id: FleetId, fromMs: number, toMs: number, resolution?: Resolution): Metrics<FleetPoint> {
    return this.#metrics("fleet", id, [fromMs, toMs, resolution], fleetPoint);
  }

  instanceMetrics(id: InstanceId, fromMs: number, toMs: number, resolution?: Resolution): Metrics<InstancePoint> {
    return this.#metrics("instance", id, [fromMs, toMs, resolution], instancePoint);
  }

  queueMetrics(id: QueueId, fromMs: number, toMs: number, resolution?: Resolution): QueueMetrics {
    const asked = [fromMs, toMs, resolution] as const;
    const placed = [...regions].map((region) => {
      const point = (atMs: number, { placements }: Sums<"queueRegion">) => ({ atMs, placements });
      return { region, points: this.#metrics("queueRegion", queueRegionId(id, region), asked, point).points };
    });
    return {
      ...this.#metrics("queue", id, asked, queuePoint),
      regions: placed.filter(({ points }) => points.length > 0),
    };
  }

  uses(query: UseQuery, slice: Slice): UsesWithin {
    const nowMs = this.#options.clock.now();
    const range = rangeOf(query, nowMs);
    const { rows, total } = this.#options.store.uses({ ...query, ...range }, slice);
    return { rows: rows.map((use) => useWithin(use, range, nowMs)), total, resolution: useResolution(range) };
  }

  usePerInterval(query: UseQuery): UsePerInterval {
    const nowMs = this.#options.clock.now();
    const range = rangeOf(query, nowMs);
    return usePerInterval(this.#options.store.uses({ ...query, ...range }, ALL).rows, range, nowMs);
  }

  #metrics<Of extends StatisticsOf, Point>(
    of: Of,
    id: string,
    [fromMs, toMs, resolution]: readonly [fromMs: number, toMs: number, resolution: Resolution | undefined],
    pointOf: (atMs: number, sums: Sums<Of>) => Point,
  ): Metrics<Point> {
    const { clock, store } = this.#options;
    const chosen = resolution ?? resolutionFor(fromMs, toMs, clock.now());
    const rows = store.rows(of, id, rowsOf(chosen), fromMs, toMs);
    return {
      resolution: chosen,
      stepMs: periodMs[chosen],
      points: rolledUp(of, rows, periodMs[chosen]).map(({ atMs, sums }) => pointOf(atMs, sums)),
    };
  }

  #look(atMs: number): void {
    this.#goOn();
    this.#askKernel((round) => {
      this.#keep(atMs, round);
    });
  }

  /** From the look before, unless that was long ago. */
  #goOn(): void {
    const { clock, host } = this.#options;
    if (this.#uses.seen(clock.now(), () => host().live().instances)) this.#rounds.forget();
  }

  #askKernel(then: (usages: Usages) => void): void {
    this.#rounds.cancel();
    const launches = [...this.#options.host().live().launches].filter(({ pid }) => pid !== null);
    this.#rounds.begin(launches, then);
  }

  /** @param usages what the kernel told; undefined: it was not asked */
  #keep(atMs: number, usages: Usages | undefined): void {
    const { clock, store, onFault } = this.#options;
    const nowMs = clock.now();
    try {
      const seen = this.#seen(usages, nowMs);
      store.record({
        rows: (["minute", "hour", "day"] as const).flatMap((period) => this.#rowsWith(seen, period, atMs)),
        ...this.#uses.news,
        keptSinceMs: { minute: nowMs - keepMs.minute, hour: nowMs - keepMs.hour, day: nowMs - keepMs.day },
      });
      this.#counts.reported();
      this.#queueCounts.reported();
      this.#uses.kept();
    } catch (error) {
      onFault("keep the statistics of a minute", error);
    }
  }

  #seen(usages: Usages | undefined, nowMs: number): Seen {
    const live = this.#options.host().live();
    const queue = lookAtQueues(live, nowMs);
    for (const [id, count] of this.#queueCounts.counts)
      queue.set(id, Object.assign(queue.get(id) ?? { ...noSums("queue"), samples: 1 }, count));
    const placed = [...this.#queueCounts.regions].map(([id, placements]) => [id, { placements }] as const);
    return {
      fleet: this.#seenOfFleets(usages),
      instance: this.#seenOfInstances(usages),
      queue,
      queueRegion: new Map(placed),
    };
  }

  #seenOfFleets(usages: Usages | undefined): Seen["fleet"] {
    const { host, reads } = this.#options;
    const seen = lookAtFleets(host().live());
    withUsage(seen, usages?.fleets, usages?.idle);
    for (const [fleetId, count] of this.#counts.counts) {
      // One that has gone meanwhile has had its last minute, without anything in it at the end; a mere name has no statistics.
      const isOne = reads.fleet(fleetId) !== undefined;
      const fleet = seen.get(fleetId) ?? (isOne ? { ...noSums("fleet"), samples: 1 } : undefined);
      if (fleet !== undefined) seen.set(fleetId, Object.assign(fleet, count));
    }
    return seen;
  }

  #seenOfInstances(usages: Usages | undefined): Seen["instance"] {
    const { host, machine } = this.#options;
    const look = machine();
    const seen = lookAtInstances(host().live(), look);
    withUsage(seen, usages?.instances, usages?.idle);
    for (const instance of seen.values()) instance.memoryOfBytes = instance.memorySamples * look.memoryBytes;
    return seen;
  }

  /** The rows of the period that this is in, with what was seen now. */
  #rowsWith(seen: Seen, period: StatisticsPeriod, atMs: number): readonly StatisticsRow[] {
    return [
      ...this.#rowsOf("fleet", seen.fleet, period, atMs),
      ...this.#rowsOf("instance", seen.instance, period, atMs),
      ...this.#rowsOf("queue", seen.queue, period, atMs),
      ...this.#rowsOf("queueRegion", seen.queueRegion, period, atMs),
    ];
  }

  #rowsOf<Of extends StatisticsOf>(of: Of, seen: Seen[Of], period: StatisticsPeriod, atMs: number) {
    if (seen.size === 0) return [];
    const beganAtMs = beginningOf(atMs, periodMs[period]);
    const before = new Map(this.#options.store.rowsAt(of, period, beganAtMs).map((row) => [row.id, row]));
    return [...seen].map(([id, sums]) => ({
      ...added(of, before.get(id) ?? noSums(of), sums),
      of,
      id,
      period,
      atMs: beganAtMs,
    }));
  }
}

/** Adds to what was seen of each what its processes use; undefined: the kernel was not asked. */
function withUsage<Id>(
  seen: ReadonlyMap<Id, Usage>,
  usages: ReadonlyMap<Id, Usage> | undefined,
  idle: Usage | undefined,
): void {
  for (const [id, sums] of seen) Object.assign(sums, usages?.get(id) ?? idle);
}

function rangeOf({ fromMs, toMs }: UseQuery, nowMs: number): Range {
  const endMs = toMs ?? Math.max(nowMs, fromMs ?? nowMs);
  return { fromMs: fromMs ?? endMs - DAY_MS, toMs: endMs };
}
