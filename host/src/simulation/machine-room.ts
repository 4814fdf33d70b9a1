import type { FleetUse, MachineCommand } from "../model/index.js";
import type { Simulation } from "./simulation.js";

type Measured = Extract<MachineCommand, { type: "machineMeasured" }>;

/** What a machine might have: what the engine takes for a process that it does not know yet must make sense beside it. */
const MIB = 1024 ** 2;
const MEMORY_BYTES = 10_000 * MIB;
const PROCESS_BYTES = 200 * MIB;
const PROCESSORS = 8;

/** The machine as somebody measures it, whose games and other programs take more and less of it. */
export function anyMeasure({ random, ledger }: Simulation): Measured {
  return measureOf(
    ledger.launches.live.values(),
    MIB * random.pick([0, 300, 800, 1_200, 2_000, 10_000]),
    random.pick([0, 0.1, 2]),
  );
}

/** With all the room that anybody can want. */
export const roomyMeasure = ({ ledger }: Simulation): Measured =>
  measureOf(ledger.launches.live.values(), 1_000 * MEMORY_BYTES, 0);

function measureOf(
  launches: Iterable<{ readonly fleetId: FleetUse["fleetId"]; readonly status: string }>,
  availableBytes: number,
  processorsEach: number,
): Measured {
  const counts = new Map<FleetUse["fleetId"], number>();
  for (const { fleetId, status } of launches)
    if (status === "READY") counts.set(fleetId, (counts.get(fleetId) ?? 0) + 1);
  const fleets = [...counts].map(([fleetId, processes]) => ({
    ...{ fleetId, processes, memoryBytes: processes * PROCESS_BYTES, processors: processes * processorsEach },
  }));
  return {
    type: "machineMeasured",
    measure: { memoryBytes: MEMORY_BYTES, availableBytes, processors: PROCESSORS, fleets },
  };
}
