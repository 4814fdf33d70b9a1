import type { Clock, TimerId } from "../../src/ports/index.js";

export interface ManualClock extends Clock {
  /** Moves time on; what is due on the way runs in order, each at its instant and with all that it causes at once. */
  advance(ms: number): Promise<void>;
  /** Timers that have been set and have neither fired nor been cleared. */
  readonly pendingTimers: number;
  /** The power is cut: no timer of now will ever fire. */
  dropTimers(): void;
}

interface Timer {
  readonly run: () => void;
  readonly atMs: number;
}

/** Time that stands still until it is moved by hand. */
export function useManualClock(startAtMs = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMs = startAtMs;
  const timers = new Set<Timer>();

  const nextUntil = (untilMs: number): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers)
      if (timer.atMs <= untilMs && (next === undefined || timer.atMs < next.atMs)) next = timer;
    return next;
  };

  return {
    now: () => nowMs,
    setTimeout(run, delayMs) {
      const timer: Timer = { run, atMs: nowMs + Math.max(0, delayMs) };
      timers.add(timer);
      return timer as unknown as TimerId;
    },
    clearTimeout(id) {
      timers.delete(id as unknown as Timer);
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settled();
      for (let next = nextUntil(untilMs); next !== undefined; next = nextUntil(untilMs)) {
        timers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settled();
      }
      nowMs = untilMs;
    },
    get pendingTimers() {
      return timers.size;
    },
    dropTimers() {
      timers.clear();
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
