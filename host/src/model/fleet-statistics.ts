import type { FleetId, InstanceId } from "./ids.js";

/** How long a row stands for; rows begin at whole minutes, hours and days of UTC. */
export type StatisticsPeriod = "minute" | "hour" | "day";

/**
 * What is kept of a fleet in each period: sums, so that any two rows together make the row of both (gse-semantics k). A period
 * without a row is one in which nobody looked.
 */
export const fleetSums = [
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
  // Looks at which the kernel told the memory of the fleet's processes, and what it told.
  "memorySamples",
  "memoryBytes",
  // Processor time that they took, and what all processors of the machine had in the time that it was measured over.
  "cpuMs",
  "cpuOfMs",
] as const;

export type FleetSums = Readonly<Record<(typeof fleetSums)[number], number>>;

export interface FleetStatisticsRow extends FleetSums {
  readonly fleetId: FleetId;
  readonly period: StatisticsPeriod;
  /** The period's beginning. */
  readonly atMs: number;
}

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
