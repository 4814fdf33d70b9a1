import type { EngineSettings } from "../engine/index.js";
import type { Fleet } from "../model/index.js";

type Quotas = Pick<EngineSettings["quotas"], "fleets" | "instances" | "instancesOfType">;

/** Which quotas of a region the fleets that are live exceed, in words; each counts by what it may have. */
export function* beyondQuotas(fleets: Iterable<Fleet>, quotas: Quotas): Iterable<string> {
  const taken = new Map<string, number>();
  const limits = new Map<string, number>();
  const count = (what: string, by: number, limit: number): void => {
    taken.set(what, (taken.get(what) ?? 0) + by);
    limits.set(what, limit);
  };
  for (const { region, instanceType, capacity } of fleets) {
    count(`fleets in ${region}`, 1, quotas.fleets);
    count(`instances in ${region}`, capacity.max, quotas.instances);
    count(`instances of ${instanceType} in ${region}`, capacity.max, quotas.instancesOfType);
  }
  for (const [what, limit] of limits) {
    const found = taken.get(what) ?? 0;
    if (found > limit) yield `${String(found)} ${what}, and ${String(limit)} are allowed`;
  }
}
