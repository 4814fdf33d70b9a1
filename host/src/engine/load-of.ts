import type { FleetId, InstanceId } from "../model/index.js";
import type { World } from "./world.js";

/** What runs on an instance at this moment, in numbers (ports/command-host.ts). */
export function instanceLoad(world: World, id: InstanceId) {
  const { processes, idle, busy, activating } = world.loads.of(id);
  let healthyProcesses = 0;
  let players = 0;
  let playerSlots = 0;
  for (const processId of processes) {
    const process = world.processes.get(processId);
    if (process === undefined) continue;
    if (!process.isShielded) healthyProcesses++;
    const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
    players += session?.currentPlayers ?? 0;
    playerSlots += session?.maxPlayers ?? 0;
  }
  return {
    launched: world.deployment.launchesOn(id).length,
    processes: processes.size,
    healthyProcesses,
    idleProcesses: idle.size,
    sessions: busy,
    activatingSessions: activating,
    players,
    playerSlots,
  };
}

/** The same of all instances of a fleet together, and how many there are of each kind. */
export function fleetLoad(world: World, id: FleetId) {
  const sum = {
    launched: 0,
    processes: 0,
    healthyProcesses: 0,
    idleProcesses: 0,
    sessions: 0,
    activatingSessions: 0,
    players: 0,
    playerSlots: 0,
  };
  const instances = { pending: 0, active: 0, idle: 0, terminating: 0 };
  for (const instance of world.deployment.instancesOf(id)) {
    const load = instanceLoad(world, instance.id);
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += load[name];
    if (instance.status === "PENDING") instances.pending++;
    if (instance.status === "TERMINATING") instances.terminating++;
    if (instance.status !== "ACTIVE") continue;
    instances.active++;
    if (load.sessions === 0) instances.idle++;
  }
  return { ...sum, instances };
}
