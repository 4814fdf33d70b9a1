/** The one place that reads the browser's clock and sets its timers. */
export const systemClock = {
  now: (): number => Date.now(),
  setTimeout: (run: () => void, delayMs: number): number => window.setTimeout(run, delayMs),
  clearTimeout: (id: number | undefined): void => {
    window.clearTimeout(id);
  },
};
