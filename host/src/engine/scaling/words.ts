import type { ScalingPolicy } from "../../model/index.js";

/** A policy, for people. */
export function wordsOf(policy: ScalingPolicy): string {
  if (policy.type === "TargetBased")
    return `Policy "${shortened(policy.name)}" (keep ${String(policy.targetPercent)} % of the sessions free)`;
  const { metric, operator, threshold, minutes, adjustmentType, adjustment } = policy;
  const span = minutes === 1 ? "1 minute" : `${String(minutes)} minutes`;
  const sign = adjustment > 0 && adjustmentType !== "ExactCapacity" ? "+" : "";
  const unit = adjustmentType === "PercentChangeInCapacity" ? " %" : "";
  return `Policy "${shortened(policy.name)}" (${metric} ${operator} ${String(threshold)} for ${span}: ${adjustmentType} ${sign}${String(adjustment)}${unit})`;
}

/** A name may have 1024 characters; a history is read. */
export const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 57)}…` : name);

export const inTenths = (value: number): string => String(Math.round(value * 10) / 10);
