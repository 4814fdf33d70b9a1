import { percentOf, type FleetSums } from "../model/index.js";
import type { FleetPoint } from "../ports/index.js";

/** What sums say: means of what stands, shares of these, and counts as they are. */
export function toPoint(atMs: number, sums: FleetSums): FleetPoint {
  const mean = (sum: number): number => (sums.samples === 0 ? 0 : sum / sums.samples);
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
    memoryBytes: share(sums.memoryBytes, sums.memorySamples),
    cpuShare: share(sums.cpuMs, sums.cpuOfMs),
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const percent = (part: number, whole: number): number | null => percentOf(part, whole) ?? null;
