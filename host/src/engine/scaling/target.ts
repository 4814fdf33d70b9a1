import type { FleetNumbers } from "./fleet-numbers.js";

/**
 * So many instances keep that share of their sessions free: `ceil(sessions / (1 − target) / sessions of an instance)`, and
 * those that take none any more besides (gse-semantics d.8). In whole numbers: 7 of 10 are exactly 30 % free.
 */
export function neededFor(targetPercent: number, numbers: FleetNumbers): number {
  const { sessions, waiting, processesPerInstance, closed } = numbers;
  return Math.ceil(((sessions + waiting) * 100) / ((100 - targetPercent) * Math.max(1, processesPerInstance))) + closed;
}
