import { useSyncExternalStore } from "react";
import { systemClock } from "../browser/system-clock.js";

interface Ticker {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => number;
}

/** One for all who want the time as often: it runs while somebody looks. */
function createTicker(everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let nowMs = systemClock.now();
  let timer: number | undefined;
  const tick = (): void => {
    nowMs = systemClock.now();
    for (const listener of listeners) listener();
    timer = systemClock.setTimeout(tick, everyMs);
  };
  return {
    get: () => nowMs,
    subscribe: (listener) => {
      if (listeners.size === 0) {
        nowMs = systemClock.now();
        timer = systemClock.setTimeout(tick, everyMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) systemClock.clearTimeout(timer);
      };
    },
  };
}

const tickers = { 500: createTicker(500), 1000: createTicker(1000), 10_000: createTicker(10_000) };

/** The time by the browser's clock, anew every so many milliseconds. */
export function useNow(everyMs: keyof typeof tickers): number {
  const { subscribe, get } = tickers[everyMs];
  return useSyncExternalStore(subscribe, get);
}
