import type {
  FleetId,
  InstanceId,
  InstanceUse,
  QueueId,
  StatisticsOf,
  StatisticsPeriod,
  StatisticsRow,
} from "../model/index.js";
import type { Listed, Slice } from "./journal.js";

/** Where statistics live. */
export interface StatisticsStore {
  /** All of it or nothing, on disk when it returns. @throws JournalError when the disk refuses */
  record(record: StatisticsRecord): void;
  /** Of all fleets, or all instances, or all queues. */
  rowsAt<Of extends StatisticsOf>(of: Of, period: StatisticsPeriod, atMs: number): readonly StatisticsRow<Of>[];
  /** Of one of them, oldest first; those that begin within `fromMs` (included) to `toMs` (not included). */
  rows<Of extends StatisticsOf>(
    of: Of,
    id: string,
    period: StatisticsPeriod,
    fromMs: number,
    toMs: number,
  ): readonly StatisticsRow<Of>[];
  /** When a host last recorded anything; undefined for never. */
  lastSeenAtMs(): number | undefined;
  openUses(): readonly InstanceUse[];
  /** Newest first. */
  uses(query: StoredUseQuery, slice: Slice): Listed<InstanceUse>;
}

/** What is kept at once. */
export interface StatisticsRecord {
  /** Each takes the place of the row of the same fleet (instance, queue), period and instant. */
  readonly rows: readonly StatisticsRow[];
  /** Uses that were open until now; they end before others begin. */
  readonly endedUses: readonly { readonly instanceId: InstanceId; readonly endedAtMs: number }[];
  readonly begunUses: readonly InstanceUse[];
  readonly seenAtMs: number;
  /** What is older may go, a little with each record. */
  readonly keptSinceMs: Readonly<Record<StatisticsPeriod, number>>;
}

export interface StoredUseQuery {
  readonly fleetId?: FleetId | undefined;
  readonly region?: string | undefined;
  /** Uses with a part in between. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the system tells of the machine at one moment; undefined where it does not. */
export interface MachineLook {
  readonly memoryBytes: number;
  /** How many programs wanted a processor, over the last minute. */
  readonly load: number | undefined;
  /** How many TCP connections stand to each port of the machine; one that is not here has none. */
  readonly connections: ReadonlyMap<number, number> | undefined;
}

/** `fiveMinutes` is made of minutes when it is asked for. */
export type Resolution = StatisticsPeriod | "fiveMinutes";

/** What fleets, instances and queues were like, and how long instances were used. */
export interface Statistics {
  /**
   * The metrics of a fleet, oldest first: points that begin within `fromMs` (included) to `toMs` (not included). Where
   * nobody looked there is no point.
   * @param resolution default: the finest that is kept so long and keeps a chart of that span readable
   */
  fleetMetrics(fleetId: FleetId, fromMs: number, toMs: number, resolution?: Resolution): Metrics<FleetPoint>;
  /** The same of an instance. */
  instanceMetrics(id: InstanceId, fromMs: number, toMs: number, resolution?: Resolution): Metrics<InstancePoint>;
  /** The same of a queue. */
  queueMetrics(id: QueueId, fromMs: number, toMs: number, resolution?: Resolution): QueueMetrics;
  /** Each use within the range, cut at its ends; newest first. */
  uses(query: UseQuery, slice: Slice): UsesWithin;
  /** The time that instances were used in each interval of the range together, oldest first, from the first use on. */
  usePerInterval(query: UseQuery): UsePerInterval;
}

export interface Metrics<Point> {
  readonly resolution: Resolution;
  /** From one point to the next. */
  readonly stepMs: number;
  readonly points: readonly Point[];
}

/** With the regions that anything was placed in. */
export interface QueueMetrics extends Metrics<QueuePoint> {
  readonly regions: readonly { readonly region: string; readonly points: readonly QueueRegionPoint[] }[];
}

/** A fleet in the time from `atMs` to the next point: means of what stands, sums of what happens (gse-semantics k). */
export interface FleetPoint {
  readonly atMs: number;
  readonly activatingSessions: number;
  readonly activeSessions: number;
  /** Those with an ACTIVE process; of them those without a session. */
  readonly activeInstances: number;
  readonly idleInstances: number;
  /** 0 to 100 of the active ones; null where there are none. */
  readonly idleInstancesPercent: number | null;
  readonly maxInstances: number;
  readonly minInstances: number;
  readonly desiredInstances: number;
  readonly activeProcesses: number;
  readonly healthyProcesses: number;
  /** 0 to 100 of the active ones; null where there are none. */
  readonly healthyProcessesPercent: number | null;
  /** ACTIVATING to ACTIVE. */
  readonly processesActivated: number;
  /** Ended, in whatever way; of them those that ended through a fault. */
  readonly processesClosed: number;
  readonly processesClosedAbnormally: number;
  /** Sessions that ACTIVE, healthy processes could still take. */
  readonly availableSessions: number;
  /** 0 to 100 of what all ACTIVE processes could host, healthy or not; null where there are none. */
  readonly availableSessionsPercent: number | null;
  /** RESERVED and ACTIVE. */
  readonly activePlayerSessions: number;
  /** RESERVED to ACTIVE. */
  readonly playerSessionActivations: number;
  /** Instances that could not be set up, and that the machine had no room for. */
  readonly failedInstances: number;
  /** Of the launched processes, without those that they started; null where the kernel does not tell. */
  readonly memoryBytes: number | null;
  /** 0 to 1 of all processors of the machine; null where the kernel does not tell. */
  readonly cpuShare: number | null;
}

/** An instance in the time from `atMs` to the next point (gse-semantics k); null where the system does not tell. */
export interface InstancePoint {
  readonly atMs: number;
  /** Of the launched processes, without those that they started; 0 to 1 of what the machine has. */
  readonly memoryBytes: number | null;
  readonly memoryShare: number | null;
  /** 0 to 1 of all processors of the machine. */
  readonly cpuShare: number | null;
  /** TCP connections to the ports that its game servers reported for players. */
  readonly connections: number | null;
  /** Of the whole machine: how many programs wanted a processor, over the last minute. */
  readonly load: number | null;
}

/** A queue in the time from `atMs` to the next point: means of what stands, sums of what happens (gse-semantics k). */
export interface QueuePoint {
  readonly atMs: number;
  /** Placements that are PENDING. */
  readonly depth: number;
  /** How long those had been; null where there were none. */
  readonly averageWaitMs: number | null;
  readonly started: number;
  readonly fulfilled: number;
  readonly cancelled: number;
  readonly timedOut: number;
  readonly failed: number;
  /** From the start of those that were fulfilled to the ACTIVE session; null where there were none. */
  readonly averageTimeToPlaceMs: number | null;
  /** Fulfilled on another destination than the first: that one was unfit, or had no room. */
  readonly firstNotViable: number;
  readonly firstNotAvailable: number;
  /** Fulfilled in the region that was nearest to the players on average. */
  readonly nearest: number;
}

/** What a queue placed in one region. */
export interface QueueRegionPoint {
  readonly atMs: number;
  readonly placements: number;
}

export interface UseQuery {
  readonly fleetId?: FleetId | undefined;
  /** Default: any. */
  readonly region?: string | undefined;
  /** Default: a day before `toMs`. */
  readonly fromMs?: number | undefined;
  /** Default: now. */
  readonly toMs?: number | undefined;
}

export interface UseWithin extends InstanceUse {
  readonly usedMs: number;
}

/** Hours for a range of two days at most. */
export type UseResolution = "hour" | "day";

export interface UsesWithin extends Listed<UseWithin> {
  /** That of the same range in intervals. */
  readonly resolution: UseResolution;
}

export interface UsePerInterval {
  readonly resolution: UseResolution;
  readonly intervals: readonly { readonly atMs: number; readonly usedMs: number }[];
}
