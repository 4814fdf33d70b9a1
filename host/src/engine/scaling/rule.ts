import type { RulePolicy, ScalingOperator } from "../../model/index.js";
import type { FleetNumbers } from "./fleet-numbers.js";
import { metricOf } from "./metrics.js";

const comparisons: Readonly<Record<ScalingOperator, (value: number, threshold: number) => boolean>> = {
  ">": (value, threshold) => value > threshold,
  ">=": (value, threshold) => value >= threshold,
  "<": (value, threshold) => value < threshold,
  "<=": (value, threshold) => value <= threshold,
};

/** Whether what a rule waits for is so at this moment. A share of nothing is neither large nor small. */
export function isTrueNow({ metric, operator, threshold }: RulePolicy, numbers: FleetNumbers): boolean {
  const value = metricOf(metric, numbers);
  return value !== undefined && comparisons[operator](value, threshold);
}

/** The size that a rule wants, before the fleet's bounds (gse-semantics d.8, m-35). */
export function adjusted(size: number, { adjustmentType, adjustment }: RulePolicy): number {
  switch (adjustmentType) {
    case "ChangeInCapacity":
      return size + adjustment;
    case "ExactCapacity":
      return adjustment;
    case "PercentChangeInCapacity":
      return size + Math.sign(adjustment) * Math.max(1, Math.ceil(Math.abs(size * adjustment) / 100));
  }
}
