import { launchKey } from "../model/index.js";
import type { Fleet, Instance } from "../model/index.js";
import type { Simulation } from "./simulation.js";

/** What has not come to rest yet, in words. */
export function unrest(simulation: Simulation): readonly string[] {
  return [...unsettled(simulation)];
}

function* unsettled(simulation: Simulation): Iterable<string> {
  const { ledger, life, isStarting, os } = simulation;
  if (life?.isUp !== true || isStarting) {
    yield "the host is not up";
    return;
  }
  for (const { id, status } of ledger.launches.live.values())
    if (status !== "READY") yield `launch ${id} is still ${status}`;
  for (const { id, status, isShielded } of ledger.processes.live.values())
    if (status === "ENDING" || isShielded) yield `process ${id} is still ${status}${isShielded ? " and shielded" : ""}`;
  for (const { id, status } of ledger.instances.live.values())
    if (status !== "ACTIVE") yield `instance ${id} is still ${status}`;
  for (const process of os.processes()) {
    const { launchId, pid, server } = process;
    if (launchId === null) continue;
    if (server.isHung || server.isSick) yield `pid ${String(pid)} runs and is not healthy`;
    if (ledger.launches.live.get(launchId)?.pid !== pid) yield `pid ${String(pid)} runs and no launch knows it`;
  }
  for (const { id } of ledger.placements.live.values()) yield `placement ${id} is still PENDING`;
  for (const id of os.folders) if (!ledger.instances.live.has(id)) yield `the folder of instance ${id} is still there`;
  for (const fleet of ledger.fleets.live.values()) yield* unsettledFleet(simulation, fleet);
}

function* unsettledFleet(simulation: Simulation, fleet: Fleet): Iterable<string> {
  const { ledger, deployment } = simulation;
  const instances = [...ledger.instances.live.values()].filter(({ fleetId }) => fleetId === fleet.id);
  switch (fleet.status) {
    case "ERROR":
      return;
    case "ACTIVE": {
      const missing = fleet.capacity.desired - instances.length;
      if (missing > 0 && !deployment.hasGivenUpInstances(fleet.id))
        yield `fleet ${fleet.id} is ${String(missing)} instances short`;
      if (missing < 0 && !instances.some(({ isReserved }) => isReserved))
        yield `fleet ${fleet.id} has ${String(-missing)} instances too many`;
      for (const instance of instances) yield* unsettledInstance(simulation, fleet, instance);
      return;
    }
    case "DELETING":
      yield `fleet ${fleet.id} is still DELETING`;
      return;
    case "TERMINATED":
      return;
    case "NEW":
    case "DOWNLOADING":
    case "VALIDATING":
    case "BUILDING":
    case "ACTIVATING":
      // One that was scaled to nothing before it was ACTIVE waits for its first instance.
      if (fleet.capacity.desired > 0) yield `fleet ${fleet.id} is still ${fleet.status}`;
  }
}

function* unsettledInstance({ ledger, deployment }: Simulation, fleet: Fleet, { id }: Instance): Iterable<string> {
  const wanted = new Map<string, number>();
  for (const entry of fleet.runtime.serverProcesses)
    wanted.set(launchKey(entry), (wanted.get(launchKey(entry)) ?? 0) + entry.concurrentExecutions);
  for (const [key, count] of wanted) {
    const ready = [...ledger.launches.live.values()].filter(
      (launch) =>
        launch.instanceId === id &&
        launchKey({ ...launch, concurrentExecutions: 1 }) === key &&
        ledger.processes.live.get(launch.id)?.status === "ACTIVE",
    ).length;
    if (ready > count) yield `instance ${id} has ${String(ready)} processes of ${key}, not ${String(count)}`;
    if (ready < count && !deployment.hasGivenUp(id, key))
      yield `instance ${id} has ${String(ready)} processes of ${key}, not ${String(count)}`;
  }
}
