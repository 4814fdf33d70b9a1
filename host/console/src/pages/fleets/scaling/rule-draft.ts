import {
  scalingMetrics,
  scalingOperators,
  type ScalingMetric,
  type ScalingOperator,
} from "../../../../../src/model/scaling.js";
import type { ActionTypes, ScalingPolicy } from "../../../api/catalogue.js";
import { limitsOf, problemOf, type Problem } from "../../../parts/form/limits.js";
import { whole } from "./whole.js";

export const ruleChanges = ["add", "remove", "addPercent", "removePercent", "exact"] as const;
/** What a rule does; the cloud API has it as a type and a signed number. */
export type RuleChange = (typeof ruleChanges)[number];

/** A rule as it is typed. */
export interface RuleDraft {
  readonly name: string;
  readonly metric: ScalingMetric;
  readonly operator: ScalingOperator;
  readonly threshold: string;
  readonly minutes: string;
  readonly change: RuleChange;
  readonly amount: string;
}

export const newRule: RuleDraft = {
  name: "",
  metric: "PercentAvailableGameServerSessions",
  operator: "<",
  threshold: "10",
  minutes: "2",
  change: "addPercent",
  amount: "20",
};

export const isPercent = (metric: ScalingMetric): boolean => metric.startsWith("Percent");

export function ruleDraftOf(policy: ScalingPolicy): RuleDraft {
  const adjustment = Number(policy.ScalingAdjustment);
  return {
    name: policy.Name,
    metric: scalingMetrics.find((name) => name === policy.MetricName) ?? newRule.metric,
    operator: scalingOperators.find((sign) => sign === policy.ComparisonOperator) ?? newRule.operator,
    threshold: policy.Threshold,
    minutes: policy.EvaluationPeriods,
    change: changeOf(policy.ScalingAdjustmentType, adjustment),
    amount: String(Math.abs(adjustment)),
  };
}

function changeOf(type: string, adjustment: number): RuleChange {
  if (type === "ExactCapacity") return "exact";
  if (type === "PercentChangeInCapacity") return adjustment < 0 ? "removePercent" : "addPercent";
  return adjustment < 0 ? "remove" : "add";
}

const types = {
  add: "ChangeInCapacity",
  remove: "ChangeInCapacity",
  addPercent: "PercentChangeInCapacity",
  removePercent: "PercentChangeInCapacity",
  exact: "ExactCapacity",
} as const;

export function ruleRequestOf(FleetId: string, draft: RuleDraft): ActionTypes["PutScalingPolicy"]["request"] {
  const { name, metric, operator, threshold, minutes, change, amount } = draft;
  const sign = change === "remove" || change === "removePercent" ? -1 : 1;
  return {
    FleetId,
    Name: name,
    PolicyType: "RuleBased",
    MetricName: metric,
    ComparisonOperator: operator,
    Threshold: Number(threshold),
    EvaluationPeriods: Number(minutes),
    ScalingAdjustmentType: types[change],
    ScalingAdjustment: sign * Number(amount),
  };
}

export const nameProblem = (name: string): Problem | undefined =>
  problemOf(limitsOf("PutScalingPolicy", "Name"), name, true);

/** Numbers as people write them: no powers of ten. */
export const isNumber = (text: string): boolean => /^-?\d{1,12}(\.\d{1,6})?$/.test(text);

/** A day of looks at most, as the host has it. */
export const minutesProblem = (minutes: string): Problem | undefined => problemOf(whole(1, 1_440), minutes, true);

/** A share is of 1 to 99 percent, and adding nothing is no change (gse-semantics d.8). */
export function amountProblem({ change, amount }: RuleDraft): Problem | undefined {
  if (change === "exact") return problemOf(whole(0), amount, true);
  return problemOf(change === "add" || change === "remove" ? whole(1) : whole(1, 99), amount, true);
}

export const hasProblems = (draft: RuleDraft): boolean =>
  [nameProblem(draft.name), minutesProblem(draft.minutes), amountProblem(draft)].some(
    (problem) => problem !== undefined,
  ) || !isNumber(draft.threshold);
