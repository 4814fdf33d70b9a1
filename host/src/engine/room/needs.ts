import { processesPerInstance, type Fleet, type FleetId, type FleetUse } from "../../model/index.js";
import { isGivenUp } from "../restarts.js";
import type { Turn } from "../turn.js";
import type { Measured } from "./room-state.js";

/** What something takes of the machine. */
export interface Need {
  readonly bytes: number;
  readonly processors: number;
}

/** Of a process of which nothing is known yet: a small game server on Node.js. */
const UNKNOWN_PROCESS: Need = { bytes: 64 * 1024 ** 2, processors: 0 };

export const useOf = ({ measure }: Measured, id: FleetId): FleetUse | undefined =>
  measure.fleets.find(({ fleetId }) => fleetId === id);

/** What one more process of the fleet takes, as its others show. */
export function processNeed(measured: Measured, id: FleetId): Need {
  const use = useOf(measured, id);
  if (use === undefined || use.processes === 0) return UNKNOWN_PROCESS;
  return { bytes: use.memoryBytes / use.processes, processors: use.processors / use.processes };
}

export function instanceNeed(measured: Measured, fleet: Fleet): Need {
  return times(processNeed(measured, fleet.id), processesPerInstance(fleet));
}

/** What instances that there are will still take: processes that are to be launched, and those that were not measured yet. */
export function promised(turn: Turn, measured: Measured): Need {
  let all: Need = { bytes: 0, processors: 0 };
  for (const fleet of turn.world.deployment.fleets.values()) {
    const expected = expectedOf(turn, fleet);
    const missing = Math.max(0, expected - (useOf(measured, fleet.id)?.processes ?? 0));
    all = plus(all, times(processNeed(measured, fleet.id), missing));
  }
  return all;
}

/** So many processes it shall have; what was given up does not come. */
function expectedOf(turn: Turn, { id, runtime }: Fleet): number {
  let expected = 0;
  for (const instance of turn.world.deployment.stayingOf(id))
    for (const entry of runtime.serverProcesses)
      if (!isGivenUp(turn, instance.id, entry)) expected += entry.concurrentExecutions;
  return expected;
}

export const plus = (one: Need, other: Need): Need => ({
  bytes: one.bytes + other.bytes,
  processors: one.processors + other.processors,
});

const times = ({ bytes, processors }: Need, count: number): Need => ({
  bytes: bytes * count,
  processors: processors * count,
});
