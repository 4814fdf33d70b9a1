import type { FleetId, FleetStatisticsRow, HostEvent, StatisticsPeriod } from "../model/index.js";
import type {
  Clock,
  CommandHost,
  FleetMetrics,
  Reads,
  Resolution,
  Slice,
  Statistics,
  StatisticsStore,
  UsePerInterval,
  UseQuery,
  UsesWithin,
} from "../ports/index.js";
import { EventCounts } from "./event-counts.js";
import { InstanceUses } from "./instance-uses.js";
import { lookAtFleets } from "./look-at-fleets.js";
import { minuteOf, MinuteTimer } from "./minute-timer.js";
import { keepMs, periodMs, resolutionFor, rowsOf } from "./resolutions.js";
import { added, beginningOf, noSums, rolledUp, type MutableSums } from "./sums.js";
import { toPoint } from "./to-point.js";
import { UsageRounds, type FleetUsage, type UsageOf } from "./usage-rounds.js";
import { usePerInterval, useResolution, useWithin, type Range } from "./use-within.js";

export interface FleetStatisticsOptions {
  readonly clock: Clock;
  readonly store: StatisticsStore;
  readonly reads: Pick<Reads, "fleet" | "instance">;
  /** Asked for when there is something to count. */
  readonly host: () => Pick<CommandHost, "live">;
  readonly usageOf: UsageOf;
  /** Of the machine. */
  readonly processors: number;
  readonly onFault: (doing: string, error: unknown) => void;
}

/** What the kernel told in a round; undefined: it was not asked. */
type Round = { readonly fleets: ReadonlyMap<FleetId, FleetUsage>; readonly idle: FleetUsage } | undefined;

const DAY_MS = periodMs.day;

/** More than are ever kept. */
const ALL = { offset: 0, limit: Number.MAX_SAFE_INTEGER };

/**
 * Looks at the fleets every minute, keeps what it saw by minutes, hours and days, and tells it. What happened in a minute
 * that could not be kept is told with the next one; what stood in it is not made up.
 */
export class FleetStatistics implements Statistics {
  readonly #options: FleetStatisticsOptions;
  readonly #counts: EventCounts;
  readonly #uses: InstanceUses;
  readonly #rounds: UsageRounds;
  readonly #timer: MinuteTimer;
  #isStarted = false;

  /** Takes the place of the one before, if there was one: what went on then goes on. */
  constructor(options: FleetStatisticsOptions) {
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

  fleetMetrics(fleetId: FleetId, fromMs: number, toMs: number, resolution?: Resolution): FleetMetrics {
    const { clock, store } = this.#options;
    const chosen = resolution ?? resolutionFor(fromMs, toMs, clock.now());
    const rows = store.rows(fleetId, rowsOf(chosen), fromMs, toMs);
    return {
      resolution: chosen,
      stepMs: periodMs[chosen],
      points: rolledUp(rows, periodMs[chosen]).map(({ atMs, sums }) => toPoint(atMs, sums)),
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

  #askKernel(then: (round: Round) => void): void {
    this.#rounds.cancel();
    const launches = [...this.#options.host().live().launches].filter(({ pid }) => pid !== null);
    this.#rounds.begin(launches, (fleets, idle) => {
      then({ fleets, idle });
    });
  }

  #keep(atMs: number, round: Round): void {
    const { clock, store, onFault } = this.#options;
    const nowMs = clock.now();
    try {
      const seen = this.#seen(round);
      store.record({
        rows: (["minute", "hour", "day"] as const).flatMap((period) => this.#rowsWith(seen, period, atMs)),
        ...this.#uses.news,
        keptSinceMs: { minute: nowMs - keepMs.minute, hour: nowMs - keepMs.hour, day: nowMs - keepMs.day },
      });
      this.#counts.reported();
      this.#uses.kept();
    } catch (error) {
      onFault("keep the statistics of a minute", error);
    }
  }

  #seen(round: Round): ReadonlyMap<FleetId, MutableSums> {
    const { host, reads } = this.#options;
    const seen = lookAtFleets(host().live());
    for (const [fleetId, fleet] of seen)
      if (round !== undefined) Object.assign(fleet, round.fleets.get(fleetId) ?? round.idle);
    for (const [fleetId, count] of this.#counts.counts) {
      // One that has gone meanwhile has had its last minute, without anything in it at the end; a mere name has no statistics.
      const fleet = seen.get(fleetId) ?? (reads.fleet(fleetId) === undefined ? undefined : { ...noSums, samples: 1 });
      if (fleet !== undefined) seen.set(fleetId, Object.assign(fleet, count));
    }
    return seen;
  }

  /** The rows of the period that this is in, with what was seen now. */
  #rowsWith(
    seen: ReadonlyMap<FleetId, MutableSums>,
    period: StatisticsPeriod,
    atMs: number,
  ): readonly FleetStatisticsRow[] {
    const beganAtMs = beginningOf(atMs, periodMs[period]);
    const before = new Map(this.#options.store.rowsAt(period, beganAtMs).map((row) => [row.fleetId, row]));
    return [...seen].map(([fleetId, sums]) => ({
      ...added(before.get(fleetId) ?? noSums, sums),
      fleetId,
      period,
      atMs: beganAtMs,
    }));
  }
}

function rangeOf({ fromMs, toMs }: UseQuery, nowMs: number): Range {
  const endMs = toMs ?? Math.max(nowMs, fromMs ?? nowMs);
  return { fromMs: fromMs ?? endMs - DAY_MS, toMs: endMs };
}
