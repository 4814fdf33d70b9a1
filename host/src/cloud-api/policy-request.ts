import type { ActionTypes } from "../gen/cloud-api.js";
import { foundText } from "../params/describe.js";
import type { RulePolicy, ScalingPolicy, TargetPolicy } from "../model/index.js";
import type { ApiRefusal } from "./api-refusal.js";
import { refusalOf } from "./error-codes.js";

type Request = ActionTypes["PutScalingPolicy"]["request"];

const action = "PutScalingPolicy";

/** A day of looks, one each minute. */
const MOST_PERIODS = 1_440;

/** The policy that a request describes (gse-semantics d.8). Without a PolicyType, a TargetConfiguration makes it target-based. @throws ApiRefusal */
export function policyOf(request: Request): ScalingPolicy {
  const name = needed("Name", request.Name, "a name of 1 to 1024 characters");
  const type = request.PolicyType ?? (request.TargetConfiguration === undefined ? "RuleBased" : "TargetBased");
  return type === "TargetBased" ? targetOf(name, request) : ruleOf(name, request);
}

function targetOf(
  name: string,
  { MetricName: metric = "PercentAvailableGameSessions", TargetConfiguration }: Request,
): TargetPolicy {
  // gse-semantics m-18: GSE's own texts and samples write it in both ways.
  if (metric !== "PercentAvailableGameSessions" && metric !== "PercentAvailableGameServerSessions")
    throw invalid("MetricName", metric, '"PercentAvailableGameSessions" with a target-based policy');
  const targetPercent = needed("TargetConfiguration.TargetValue", TargetConfiguration?.TargetValue, "1 to 99 percent");
  if (targetPercent < 1 || targetPercent > 99)
    throw invalid("TargetConfiguration.TargetValue", targetPercent, "1 to 99");
  return { type: "TargetBased", name, metric, targetPercent };
}

function ruleOf(name: string, request: Request): RulePolicy {
  const minutes = needed("EvaluationPeriods", request.EvaluationPeriods, "1 or more minutes");
  if (minutes < 1 || minutes > MOST_PERIODS)
    throw invalid("EvaluationPeriods", minutes, `1 to ${String(MOST_PERIODS)}`);
  const adjustmentType = needed("ScalingAdjustmentType", request.ScalingAdjustmentType, "how the size changes");
  const adjustment = needed("ScalingAdjustment", request.ScalingAdjustment, "by how much the size changes");
  if (adjustmentType === "PercentChangeInCapacity" && Math.abs(adjustment) > 99)
    throw invalid("ScalingAdjustment", adjustment, "-99 to 99 with PercentChangeInCapacity");
  if (adjustmentType === "ExactCapacity" && adjustment < 0)
    throw invalid("ScalingAdjustment", adjustment, "0 or more with ExactCapacity");
  return {
    type: "RuleBased",
    name,
    metric: needed("MetricName", request.MetricName, "what the rule looks at"),
    operator: needed("ComparisonOperator", request.ComparisonOperator, "how it is compared"),
    threshold: needed("Threshold", request.Threshold, "the number that it is compared with"),
    minutes,
    adjustmentType,
    adjustment,
  };
}

function needed<T>(field: string, value: T | undefined, what: string): T {
  if (value !== undefined && value !== "") return value;
  throw refusalOf(action, {
    kind: "missing-value",
    message: `the required parameter "${field}" is missing: give ${what}`,
  });
}

const invalid = (field: string, found: unknown, give: string): ApiRefusal =>
  refusalOf(action, {
    kind: "invalid-value",
    message: `the parameter "${field}" is ${foundText(found)}; give ${give}`,
  });
