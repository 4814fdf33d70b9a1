import type { CallOptions } from "./call-options.js";
import type { LifecycleState } from "./core/index.js";

const SHORTEST_MS = 1_000;

/** While the process ends, a call has the time that is left, and a second at least. */
export function lastCallLimits(state: LifecycleState, nowMs: number, callTimeoutMs: number): CallOptions {
  if (state.kind !== "ending" || state.deadlineAtMs === null) return {};
  const leftMs = Math.max(SHORTEST_MS, state.deadlineAtMs - nowMs);
  return { timeoutMs: Math.min(callTimeoutMs, leftMs) };
}
