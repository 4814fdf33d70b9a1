import type { Fleet, FleetCapacity, Instance } from "../../model/index.js";
import { reconcile, surplusOf } from "../capacity.js";
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
  const told = `${why} ${numbersText(fleet.capacity, capacity)}${goingText(turn, resized)}`;
  tellFleet(turn, fleet.id, "FLEET_SCALING_EVENT", told);
  reconcile(turn, resized);
  return resized;
}

function numbersText(before: FleetCapacity, { desired, min, max }: FleetCapacity): string {
  const size = before.desired === desired ? String(desired) : `${String(desired)}, ${String(before.desired)} before`;
  return `Desired instances: ${size}; at least ${String(min)}, at most ${String(max)}.`;
}

/** Which instances go with that, and what is on them. */
function goingText(turn: Turn, fleet: Fleet): string {
  const going = surplusOf(turn, fleet);
  if (going.length === 0) return "";
  const textOf = ({ id }: Instance): string => {
    const { busy } = turn.world.loads.of(id);
    if (busy === 0) return `${id} (no session)`;
    return `${id} (${busy === 1 ? "1 session" : `${String(busy)} sessions`}, as long as protection says)`;
  };
  return ` ${going.length === 1 ? "This one goes" : "These go"}: ${going.map(textOf).join(", ")}.`;
}
