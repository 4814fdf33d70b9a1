import { systemClock } from "./system-clock.js";

const LATER_MS = 200;

/** Runs when the browser has nothing more urgent to do; gives back how to call it off. Safari cannot tell: there, a moment later. */
export function whenIdle(run: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const id = window.requestIdleCallback(run);
    return () => {
      window.cancelIdleCallback(id);
    };
  }
  const id = systemClock.setTimeout(run, LATER_MS);
  return () => {
    systemClock.clearTimeout(id);
  };
}
