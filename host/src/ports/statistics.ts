import type { FleetId, FleetStatisticsRow, InstanceId, InstanceUse, StatisticsPeriod } from "../model/index.js";
import type { Listed, Slice } from "./journal.js";

/** Where statistics live. */
export interface StatisticsStore {
  /** All of it or nothing, on disk when it returns. @throws JournalError when the disk refuses */
  record(record: StatisticsRecord): void;
  /** Of all fleets. */
  rowsAt(period: StatisticsPeriod, atMs: number): readonly FleetStatisticsRow[];
  /** Of one fleet, oldest first; those that begin within `fromMs` (included) to `toMs` (not included). */
  rows(fleetId: FleetId, period: StatisticsPeriod, fromMs: number, toMs: number): readonly FleetStatisticsRow[];
  /** When a host last recorded anything; undefined for never. */
  lastSeenAtMs(): number | undefined;
  openUses(): readonly InstanceUse[];
  /** Newest first. */
  uses(query: StoredUseQuery, slice: Slice): Listed<InstanceUse>;
}

/** What is kept at once. */
export interface StatisticsRecord {
  /** Each takes the place of the row of the same fleet, period and instant. */
  readonly rows: readonly FleetStatisticsRow[];
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

/** `fiveMinutes` is made of minutes when it is asked for. */
export type Resolution = StatisticsPeriod | "fiveMinutes";

/** What fleets were like, and how long their instances were used. */
export interface Statistics {
  /**
   * The metrics of a fleet, oldest first: points that begin within `fromMs` (included) to `toMs` (not included). Where
   * nobody looked there is no point.
   * @param resolution default: the finest that is kept so long and keeps a chart of that span readable
   */
  fleetMetrics(fleetId: FleetId, fromMs: number, toMs: number, resolution?: Resolution): FleetMetrics;
  /** Each use within the range, cut at its ends; newest first. */
  uses(query: UseQuery, slice: Slice): UsesWithin;
  /** The time that instances were used in each interval of the range together, oldest first, from the first use on. */
  usePerInterval(query: UseQuery): UsePerInterval;
}

export interface FleetMetrics {
  readonly resolution: Resolution;
  /** From one point to the next. */
  readonly stepMs: number;
  readonly points: readonly FleetPoint[];
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
  /** Of the launched processes, without those that they started; null where the kernel does not tell. */
  readonly memoryBytes: number | null;
  /** 0 to 1 of all processors of the machine; null where the kernel does not tell. */
  readonly cpuShare: number | null;
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
