import type { FleetCapacity, RulePolicy, ScalingPolicy } from "../../model/index.js";
import type { FleetNumbers } from "./fleet-numbers.js";
import { metricOf } from "./metrics.js";
import { adjusted, isTrueNow } from "./rule.js";
import { neededFor } from "./target.js";
import { inTenths, wordsOf } from "./words.js";

export interface ScalingView {
  readonly capacity: Pick<FleetCapacity, "desired" | "min" | "max">;
  readonly policies: readonly ScalingPolicy[];
  readonly numbers: FleetNumbers;
  /** For how many looks in a row a rule's condition has been true, this one included. */
  heldMinutes(rule: RulePolicy): number;
}

export interface Decision {
  readonly desired: number;
  readonly policy: ScalingPolicy;
  /** Which rule, which numbers: for the fleet's history. */
  readonly why: string;
}

interface Vote {
  readonly policy: ScalingPolicy;
  readonly size: number;
  readonly why: string;
}

/**
 * How many instances there shall be, and why; undefined: as many as now. All policies are asked, and the largest size wins,
 * so that an expansion goes before a reduction (gse-semantics m-36). Policies reduce by unused instances only (d.8).
 */
export function decide(view: ScalingView): Decision | undefined {
  const { capacity, numbers } = view;
  const { desired, min, max } = capacity;
  let best: Vote | undefined;
  for (const policy of view.policies) {
    const vote = voteOf(policy, view);
    if (vote !== undefined && (best === undefined || vote.size > best.size)) best = vote;
  }
  if (best === undefined) return undefined;
  const wanted = Math.min(Math.max(best.size, min), max);
  const reachable = Math.max(wanted, Math.min(desired, numbers.instances - numbers.removable));
  if (reachable === desired) return undefined;
  const bounds =
    wanted === best.size ? "" : wanted === max ? `; MaxSize is ${String(max)}` : `; MinSize is ${String(min)}`;
  const kept = reachable === wanted ? "" : `; the other instances host sessions, or are reserved`;
  return { desired: reachable, policy: best.policy, why: `${best.why}${bounds}${kept}` };
}

/** The size that a policy is for; undefined: it says nothing now. */
function voteOf(policy: ScalingPolicy, view: ScalingView): Vote | undefined {
  const { numbers, capacity } = view;
  if (policy.type === "TargetBased") {
    const size = neededFor(policy.targetPercent, numbers);
    return { policy, size, why: `${wordsOf(policy)}: ${sessionsText(numbers)}, so ${sizeText(size)}` };
  }
  if (view.heldMinutes(policy) < policy.minutes || !isTrueNow(policy, numbers)) return undefined;
  const size = adjusted(capacity.desired, policy);
  const found = inTenths(metricOf(policy.metric, numbers) ?? 0);
  return { policy, size, why: `${wordsOf(policy)}: it is ${found}, so ${sizeText(Math.max(0, size))}` };
}

function sessionsText({ sessions, waiting, instances, closed, processesPerInstance }: FleetNumbers): string {
  const all = (instances - closed) * processesPerInstance;
  const free = all === 0 ? "" : `, ${inTenths(((all - sessions) * 100) / all)} % are free`;
  const asked = waiting === 0 ? "" : ` and ${String(waiting)} more ${waiting === 1 ? "is" : "are"} asked for`;
  return `${String(sessions)} of ${String(all)} sessions are taken${free}${asked}`;
}

const sizeText = (size: number): string =>
  size === 1 ? "1 instance is wanted" : `${String(size)} instances are wanted`;
