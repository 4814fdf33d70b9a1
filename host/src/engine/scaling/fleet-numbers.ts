import { processesPerInstance, type Fleet } from "../../model/index.js";
import type { World } from "../world.js";

/** A fleet as scaling sees it. Instances that go, and what runs on them, count no more. */
export interface FleetNumbers {
  readonly instances: number;
  /** Without a session, and nobody's reserve: they may go. */
  readonly removable: number;
  /** Instances of weight 0, which get no new sessions, while they still host some. */
  readonly closed: number;
  readonly processesPerInstance: number;
  /** Said ProcessReady and have not ended. */
  readonly processes: number;
  /** Those of them that could take a session now. */
  readonly freeProcesses: number;
  /** Those of them that host a session. */
  readonly busyProcesses: number;
  /** Sessions on instances that take new ones. */
  readonly sessions: number;
  /** Sessions that were asked for and found no process: at this moment, or by placements that wait. */
  readonly waiting: number;
  /** Player slots that are reserved or taken. Only rules ask what stands below: without any it is not counted. */
  readonly players: number;
  /** What the sessions' processes reported by ReportCustomData, all together. */
  readonly customCount: number;
  readonly customMax: number;
}

export function fleetNumbers(world: World, fleet: Fleet, waiting: number): FleetNumbers {
  const { id, scaling } = fleet;
  const hasRules = scaling.policies.some(({ type }) => type === "RuleBased");
  const sums = {
    instances: 0,
    removable: 0,
    closed: 0,
    processes: 0,
    freeProcesses: 0,
    busyProcesses: 0,
    sessions: 0,
    players: 0,
    customCount: 0,
    customMax: 0,
  };
  for (const instance of world.deployment.stayingOf(id)) {
    const { processes, idle, busy } = world.loads.of(instance.id);
    sums.instances++;
    if (busy === 0 && !instance.isReserved) sums.removable++;
    if (instance.weight === 0 && busy > 0) sums.closed++;
    sums.processes += processes.size;
    if (instance.weight > 0) sums.freeProcesses += idle.size;
    sums.busyProcesses += busy;
    if (instance.weight > 0) sums.sessions += busy;
    if (!hasRules) continue;
    for (const processId of processes) {
      const sessionId = world.processes.get(processId)?.sessionId ?? null;
      const session = sessionId === null ? undefined : world.sessions.get(sessionId);
      sums.players += session?.currentPlayers ?? 0;
      sums.customCount += session?.currentCustomCount ?? 0;
      sums.customMax += session?.maxCustomCount ?? 0;
    }
  }
  return { ...sums, processesPerInstance: processesPerInstance(fleet), waiting };
}
