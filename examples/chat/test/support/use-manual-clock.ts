import type { Clock } from "../../src/system-clock.js";

export interface ManualClock extends Clock {
  /** Moves time on and runs what is due on the way, in order. */
  advance(ms: number): void;
}

export function useManualClock(startAtMs = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMs = startAtMs;
  let timers: { readonly run: () => void; readonly atMs: number }[] = [];
  return {
    now: () => nowMs,
    setTimeout(run, delayMs) {
      const timer = { run, atMs: nowMs + delayMs };
      timers.push(timer);
      return timer;
    },
    clearTimeout(id) {
      timers = timers.filter((timer) => timer !== id);
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const [next] = timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = next.atMs;
        next.run();
      }
      nowMs = untilMs;
    },
  };
}
