import type { Fleet, FleetCapacity } from "../../model/index.js";
import { reconcile } from "../capacity.js";
import { putFleet, tellFleet } from "../fleet-history.js";
import type { Turn } from "../turn.js";

/**
 * Gives a fleet other numbers, and instances accordingly. A size that changes begins a cool-down, whoever changes it.
 * @param why for the fleet's history; the numbers are said after it
 */
export function resize(turn: Turn, fleet: Fleet, capacity: FleetCapacity, why: string): Fleet {
  const isMoved = capacity.desired !== fleet.capacity.desired;
  const scaling = isMoved ? { ...fleet.scaling, scaledAtMs: turn.nowMs } : fleet.scaling;
  const resized = putFleet(turn, { ...fleet, capacity, scaling });
  tellFleet(turn, fleet.id, "FLEET_SCALING_EVENT", `${why} ${numbersText(fleet.capacity, capacity)}`);
  reconcile(turn, resized);
  return resized;
}

function numbersText(before: FleetCapacity, { desired, min, max }: FleetCapacity): string {
  const size = before.desired === desired ? String(desired) : `${String(desired)}, ${String(before.desired)} before`;
  return `Desired instances: ${size}; at least ${String(min)}, at most ${String(max)}.`;
}
