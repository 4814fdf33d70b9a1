import type { Clock, TimerId } from "./clock.js";

/** The machine's time. The only place of the client that asks it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, delayMs) => setTimeout(run, delayMs) as unknown as TimerId,
  clearTimeout: (id) => {
    clearTimeout(id as unknown as NodeJS.Timeout);
  },
};

/** Milliseconds since some moment, with fractions: for measuring how long something took. */
export const systemStopwatch = (): number => performance.now();
