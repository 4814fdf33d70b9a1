import { InvalidArgumentError } from "commander";
import { adjustmentTypes, scalingMetrics, scalingOperators } from "../model/index.js";
import type { ActionTypes } from "../client/index.js";

type PutPolicy = ActionTypes["PutScalingPolicy"]["request"];

/** What a rule looks at, and for what. */
export type Condition = Pick<PutPolicy, "MetricName" | "ComparisonOperator" | "Threshold">;
/** What it does then. */
export type Adjustment = Pick<PutPolicy, "ScalingAdjustmentType" | "ScalingAdjustment">;

/** `AvailableGameServerSessions < 5`, the metric's case and blanks as one likes. */
export function conditionOf(text: string): Condition {
  const [, name = "", operator = "", number = ""] =
    /^\s*(\w+)\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*%?\s*$/.exec(text) ?? [];
  const MetricName = scalingMetrics.find((metric) => metric.toLowerCase() === name.toLowerCase());
  const ComparisonOperator = scalingOperators.find((known) => known === operator);
  if (MetricName !== undefined && ComparisonOperator !== undefined)
    return { MetricName, ComparisonOperator, Threshold: Number(number) };
  throw new InvalidArgumentError(
    `Give it as METRIC OPERATOR NUMBER, for instance "AvailableGameServerSessions < 5"; metrics: ${scalingMetrics.join(", ")}; operators: ${scalingOperators.join(" ")}.`,
  );
}

const [byNumber, toNumber, byPercent] = adjustmentTypes;

/** `+1`, `-2`, `+20%`, `=4`. */
export function adjustmentOf(text: string): Adjustment {
  const [, sign = "", digits = "", percent = ""] = /^\s*([+-=])\s*(\d+)\s*(%?)\s*$/.exec(text) ?? [];
  const isKnown = digits !== "" && (sign === "+" || sign === "-" || (sign === "=" && percent === ""));
  if (!isKnown)
    throw new InvalidArgumentError('Give so many instances more or fewer ("+1", "-2", "+20%"), or how many ("=4").');
  const ScalingAdjustmentType = sign === "=" ? toNumber : percent === "" ? byNumber : byPercent;
  return { ScalingAdjustmentType, ScalingAdjustment: sign === "-" ? -Number(digits) : Number(digits) };
}
