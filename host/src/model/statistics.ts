import type { FleetId, InstanceId, QueueId } from "./ids.js";

/** How long a row stands for; rows begin at whole minutes, hours and days of UTC. */
export type StatisticsPeriod = "minute" | "hour" | "day";

/** What the kernel tells of processes: looks at which it told their memory, and what it told. */
const usageSums = [
  "memorySamples",
  "memoryBytes",
  // Processor time that they took, and what all processors of the machine had in the time that it was measured over.
  "cpuMs",
  "cpuOfMs",
] as const;

/**
 * What is kept in each period, by what it is kept of (gse-semantics k): sums, so that any two rows together make the row of
 * both. A period without a row is one in which nobody looked.
 */
export const statisticsSums = {
  fleet: [
    // How often the fleet was looked at; what follows was added up at each look.
    "samples",
    "activatingSessions",
    "activeSessions",
    "activeInstances",
    "idleInstances",
    "maxInstances",
    "minInstances",
    "desiredInstances",
    "activeProcesses",
    "healthyProcesses",
    "availableSessions",
    "activePlayerSessions",
    // What happened meanwhile.
    "processesActivated",
    "processesClosed",
    "processesClosedAbnormally",
    "playerSessionActivations",
    "failedInstances",
    ...usageSums,
  ],
  instance: [
    "samples",
    ...usageSums,
    // What the machine has, at the looks at which the processes' memory was told.
    "memoryOfBytes",
    // Looks at which the system told of connections, and how many stood to the ports of the instance's game servers.
    "connectionSamples",
    "connections",
    // Looks at which the system told how many programs wanted a processor in the last minute, and how many did.
    "loadSamples",
    "load",
  ],
  queue: [
    "samples",
    // Placements that were PENDING, and how long they had been.
    "depth",
    "waitedMs",
    // What happened meanwhile.
    "started",
    "fulfilled",
    "cancelled",
    "timedOut",
    "failed",
    // From the start of those that were fulfilled to their end.
    "placingMs",
    "firstNotViable",
    "firstNotAvailable",
    "nearest",
  ],
  // Of a queue and a region together.
  queueRegion: ["placements"],
} as const;

export type StatisticsOf = keyof typeof statisticsSums;

export type Sums<Of extends StatisticsOf> = Readonly<Record<(typeof statisticsSums)[Of][number], number>>;

/** One period of one fleet, instance or queue. */
export type StatisticsRow<Of extends StatisticsOf = StatisticsOf> = {
  readonly [Each in Of]: Sums<Each> & {
    readonly of: Each;
    /** The id of what it is of; that of a queue and a region is `queueRegionId`. */
    readonly id: string;
    readonly period: StatisticsPeriod;
    /** The period's beginning. */
    readonly atMs: number;
  };
}[Of];

export const queueRegionId = (queueId: QueueId, region: string): string => `${queueId}/${region}`;

/**
 * That an instance was there, as far as a host was there to see it: one that outlives a long outage of its host is used
 * twice.
 */
export interface InstanceUse {
  readonly instanceId: InstanceId;
  readonly fleetId: FleetId;
  readonly region: string;
  readonly ipAddress: string;
  readonly beganAtMs: number;
  /** Null while it goes on. */
  readonly endedAtMs: number | null;
}
