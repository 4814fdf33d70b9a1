import type { Fleet } from "../../model/index.js";
import type { Turn } from "../turn.js";
import { reserveOf } from "./reserve.js";
import { useOf } from "./needs.js";
import type { Measured } from "./room-state.js";

/** By how much more memory a fleet uses than is its fair share; 1: exactly that. Fleets share alike, unless the operator says otherwise. */
export function useOfShare(turn: Turn, latest: Measured, fleet: Fleet, extraBytes = 0): number {
  const { measure } = latest;
  let all = 0;
  for (const other of turn.world.deployment.fleets.values()) all += weightOf(turn, other);
  const share = ((measure.memoryBytes - reserveOf(turn, measure)) * weightOf(turn, fleet)) / all;
  return ((useOf(latest, fleet.id)?.memoryBytes ?? 0) + extraBytes) / share;
}

function weightOf({ settings }: Turn, { id, name }: Fleet): number {
  const { shares } = settings.machine;
  const key = [id, name].find((one) => Object.hasOwn(shares, one));
  return (key === undefined ? undefined : shares[key]) ?? 1;
}
