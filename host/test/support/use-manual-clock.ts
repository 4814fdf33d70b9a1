import type { Clock } from "../../src/ports/index.js";
import { ClockShare } from "../../src/testing/clock-share.js";
import { HandClock } from "../../src/testing/hand-clock.js";

export interface ManualClock extends Clock {
  /** Moves time on; what is due on the way runs in order, each at its instant and with all that it causes at once. */
  advance(ms: number): Promise<void>;
  /** Timers that have been set and have neither fired nor been cleared. */
  readonly pendingTimers: number;
  /** The power is cut: no timer of now will ever fire. */
  dropTimers(): void;
}

/** The test kit's clock, for hosts whose every answer comes at once: no turn of the event loop is waited for. */
export function useManualClock(startAtMs?: number): ManualClock {
  const clock = new HandClock(startAtMs);
  let share = new ClockShare(clock);
  return {
    now: () => clock.now(),
    setTimeout: (run, delayMs) => share.setTimeout(run, delayMs),
    clearTimeout: (id) => {
      share.clearTimeout(id);
    },
    advance: (ms) => clock.advanceCalmly(ms, settled),
    get pendingTimers() {
      return clock.pending;
    },
    dropTimers() {
      share.drop();
      share = new ClockShare(clock);
    },
  };
}

/**
 * Once every promise that can go on without the outside world has gone on. Node runs a next tick only when no microtask
 * is left; this one is asked for by a microtask, so it comes after all those that they bring about.
 */
export const settled = async (): Promise<void> => {
  await Promise.resolve();
  await new Promise<void>((resolve) => {
    process.nextTick(resolve);
  });
};
