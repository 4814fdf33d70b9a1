import type { Fleet } from "../../model/index.js";
import { tellFleet } from "../fleet-history.js";
import type { Turn } from "../turn.js";
import { instanceNeed, plus, promised } from "./needs.js";
import { reserveOf } from "./reserve.js";
import type { Measured } from "./room-state.js";

/**
 * Whether the machine has room for another instance; if not, the fleet's history says what is missing, once. The first instance of
 * a fleet is always made: without it there is no fleet.
 */
export function mayGrow(turn: Turn, fleet: Fleet, instances: number): boolean {
  const { room } = turn.world.deployment;
  const { latest } = room;
  if (latest === undefined || instances === 0) return true;
  const shortage = shortageFor(turn, fleet, latest);
  if (shortage === undefined) return true;
  if (room.isLacking(fleet.id)) return false;
  room.lacks.put({ id: fleet.id, isLacking: true });
  turn.events.push({ type: "instanceFailed", fleetId: fleet.id });
  tellFleet(
    turn,
    fleet.id,
    "FLEET_SCALING_EVENT",
    `The machine has no room for a further instance: ${shortage}. ${String(instances)} of ${String(fleet.capacity.desired)} desired instances are there; the others are added as soon as there is room.`,
  );
  return false;
}

/** It has as many instances as it should. */
export function hasAll(turn: Turn, fleet: Fleet): void {
  const { room } = turn.world.deployment;
  if (!room.isLacking(fleet.id)) return;
  room.lacks.put({ id: fleet.id, isLacking: false });
  tellFleet(
    turn,
    fleet.id,
    "FLEET_SCALING_EVENT",
    "The machine has room for all instances of the fleet: none is missing any more.",
  );
}

/** What is missing for another instance, in words; undefined: nothing. */
function shortageFor(turn: Turn, fleet: Fleet, latest: Measured): string | undefined {
  const { measure } = latest;
  const taken = promised(turn, latest);
  const need = instanceNeed(latest, fleet);
  const reserve = reserveOf(turn, measure);
  const freeBytes = measure.availableBytes - reserve - taken.bytes;
  if (need.bytes > freeBytes)
    return (
      `it takes about ${mebibytes(need.bytes)} of memory; ${mebibytes(measure.availableBytes)} of ${mebibytes(measure.memoryBytes)} are free, ` +
      `of which ${mebibytes(reserve)} are kept in reserve and ${mebibytes(taken.bytes)} are for processes that start`
    );
  const busy = measure.fleets.reduce((sum, { processors }) => sum + processors, 0);
  const after = plus(taken, need).processors + busy;
  if (need.processors > 0 && after > measure.processors)
    return `with it, game servers would keep ${after.toFixed(1)} processors busy, and the machine has ${String(measure.processors)}`;
  return undefined;
}

const mebibytes = (bytes: number): string => `${String(Math.max(0, Math.round(bytes / 1024 ** 2)))} MiB`;
