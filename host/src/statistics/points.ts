import { percentOf, type Sums } from "../model/index.js";
import type { FleetPoint, InstancePoint, QueuePoint } from "../ports/index.js";

// What sums say: means of what stands, shares of these, and counts as they are.

export function fleetPoint(atMs: number, sums: Sums<"fleet">): FleetPoint {
  const mean = (sum: number): number => share(sum, sums.samples) ?? 0;
  return {
    atMs,
    activatingSessions: mean(sums.activatingSessions),
    activeSessions: mean(sums.activeSessions),
    activeInstances: mean(sums.activeInstances),
    idleInstances: mean(sums.idleInstances),
    idleInstancesPercent: percent(sums.idleInstances, sums.activeInstances),
    maxInstances: mean(sums.maxInstances),
    minInstances: mean(sums.minInstances),
    desiredInstances: mean(sums.desiredInstances),
    activeProcesses: mean(sums.activeProcesses),
    healthyProcesses: mean(sums.healthyProcesses),
    healthyProcessesPercent: percent(sums.healthyProcesses, sums.activeProcesses),
    processesActivated: sums.processesActivated,
    processesClosed: sums.processesClosed,
    processesClosedAbnormally: sums.processesClosedAbnormally,
    availableSessions: mean(sums.availableSessions),
    // Each process hosts one session at a time (gse-semantics d.2).
    availableSessionsPercent: percent(sums.availableSessions, sums.activeProcesses),
    activePlayerSessions: mean(sums.activePlayerSessions),
    playerSessionActivations: sums.playerSessionActivations,
    failedInstances: sums.failedInstances,
    memoryBytes: share(sums.memoryBytes, sums.memorySamples),
    cpuShare: share(sums.cpuMs, sums.cpuOfMs),
  };
}

export const instancePoint = (atMs: number, sums: Sums<"instance">): InstancePoint => ({
  atMs,
  memoryBytes: share(sums.memoryBytes, sums.memorySamples),
  memoryShare: share(sums.memoryBytes, sums.memoryOfBytes),
  cpuShare: share(sums.cpuMs, sums.cpuOfMs),
  connections: share(sums.connections, sums.connectionSamples),
  load: share(sums.load, sums.loadSamples),
});

export const queuePoint = (atMs: number, sums: Sums<"queue">): QueuePoint => ({
  atMs,
  depth: share(sums.depth, sums.samples) ?? 0,
  averageWaitMs: share(sums.waitedMs, sums.depth),
  started: sums.started,
  fulfilled: sums.fulfilled,
  cancelled: sums.cancelled,
  timedOut: sums.timedOut,
  failed: sums.failed,
  averageTimeToPlaceMs: share(sums.placingMs, sums.fulfilled),
  firstNotViable: sums.firstNotViable,
  firstNotAvailable: sums.firstNotAvailable,
  nearest: sums.nearest,
});

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const percent = (part: number, whole: number): number | null => percentOf(part, whole) ?? null;
