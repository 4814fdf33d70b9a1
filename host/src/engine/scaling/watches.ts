import type { Fleet } from "../../model/index.js";
import type { Turn } from "../turn.js";
import { isWatched } from "./scaling-state.js";

export const MINUTE_MS = 60_000;

/** Begins to look at it, or stops, as its row says now. */
export function watchScaling(turn: Turn, fleet: Fleet): void {
  const { watches } = turn.world.deployment.scaling;
  const before = watches.get(fleet.id);
  if (isWatched(fleet) === (before !== undefined)) return;
  watches.put({ id: fleet.id, dueAtMs: before === undefined ? nextMinute(turn.nowMs) : null, held: [] });
}

/** What was counted for a rule that is another one now counts no more. */
export function forgetHeld(turn: Turn, fleet: Fleet, policy: string): void {
  const { watches } = turn.world.deployment.scaling;
  const watch = watches.get(fleet.id);
  if (watch !== undefined) watches.put({ ...watch, held: watch.held.filter((held) => held.policy !== policy) });
}

export const nextMinute = (atMs: number): number => (Math.floor(atMs / MINUTE_MS) + 1) * MINUTE_MS;
