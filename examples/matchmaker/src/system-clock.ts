import type { Clock } from "gse-host/client";

/** The machine's time; tests may hand in another. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, delayMs) => setTimeout(run, delayMs) as unknown as ReturnType<Clock["setTimeout"]>,
  clearTimeout: (id) => {
    clearTimeout(id as unknown as NodeJS.Timeout);
  },
};
