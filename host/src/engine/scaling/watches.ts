import type { Fleet } from "../../model/index.js";
import type { Turn } from "../turn.js";
import { isWatched, nextTimerAtMs } from "./scaling-state.js";

export const MINUTE_MS = 60_000;

/** Sees to it that it is looked at when its row, as it is now, says so. */
export function watchScaling(turn: Turn, fleet: Fleet): void {
  const { watches } = turn.world.deployment.scaling;
  const before = watches.get(fleet.id);
  const isGoingOn = isWatched(fleet) && before !== undefined && before.lookAtMs !== null;
  const lookAtMs = isGoingOn ? before.lookAtMs : isWatched(fleet) ? nextMinute(turn.nowMs) : null;
  const timerAtMs = nextTimerAtMs(fleet);
  if (lookAtMs === (before?.lookAtMs ?? null) && timerAtMs === (before?.timerAtMs ?? null)) return;
  watches.put({ id: fleet.id, lookAtMs, timerAtMs, held: isGoingOn ? before.held : [] });
}

/** What was counted for a rule that is another one now counts no more. */
export function forgetHeld(turn: Turn, fleet: Fleet, policy: string): void {
  const { watches } = turn.world.deployment.scaling;
  const watch = watches.get(fleet.id);
  if (watch !== undefined) watches.put({ ...watch, held: watch.held.filter((held) => held.policy !== policy) });
}

export const nextMinute = (atMs: number): number => (Math.floor(atMs / MINUTE_MS) + 1) * MINUTE_MS;
