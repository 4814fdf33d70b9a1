import type { Clock, Stopwatch, TimerId } from "./ports/index.js";

/** The machine's time. The only place of the host that asks it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, delayMs) => setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS)) as unknown as TimerId,
  clearTimeout: (id) => {
    clearTimeout(id as unknown as NodeJS.Timeout);
  },
};

export const systemStopwatch: Stopwatch = () => performance.now();

/** Node fires longer timers at once; a timer that fires early is looked at again by its owner. */
const LONGEST_TIMER_MS = 2_147_483_647;
