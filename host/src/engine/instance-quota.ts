import type { Fleet, Refusal } from "../model/index.js";
import { refused, type Turn } from "./turn.js";

interface Wanted {
  /** For people: "cannot …". */
  readonly doing: string;
  readonly region: string;
  readonly instanceType: string;
  /** So many that they may have. */
  readonly instances: number;
  /** The fleet that they are for, which counts no more by what it might have before. */
  readonly insteadOf?: Fleet;
  readonly field?: string;
}

/**
 * Why there may not be so many instances. Each fleet that is live counts by what it may have, its MaxSize, whatever it has now
 * (gse-semantics d.8; of one type: m-22).
 */
export function beyondInstanceQuota(
  turn: Turn,
  wanted: Wanted,
): { readonly ok: false; readonly refusal: Refusal } | undefined {
  const { doing, region, instanceType, instances, insteadOf, field } = wanted;
  const { quotas } = turn.settings;
  const others = [...turn.world.deployment.fleets.values()].filter(
    (fleet) => fleet.id !== insteadOf?.id && fleet.region === region,
  );
  const beyond = (fleets: readonly Fleet[], whose: string, quota: number, kind: string) => {
    const taken = fleets.reduce((sum, { capacity }) => sum + capacity.max, 0);
    if (taken + instances <= quota) return undefined;
    return refused(
      "instance-quota",
      `${doing}: ${instances === 1 ? "1 instance" : `${String(instances)} instances`} and the ${String(taken)} that the other fleets ${whose} may have by their MaxSize are more than the ${String(quota)} ${kind} allowed; lower the MaxSize of one, delete one, or raise the quota`,
      field,
    );
  };
  return (
    beyond(others, `in ${region}`, quotas.instances, "of a region") ??
    beyond(
      others.filter((fleet) => fleet.instanceType === instanceType),
      `of type ${instanceType}`,
      quotas.instancesOfType,
      "of a type",
    )
  );
}
