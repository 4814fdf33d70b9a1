import { isPercent, type RuleDraft } from "./rule-draft.js";
import type { RuleWords } from "./rule-words.js";

/** A rule as a sentence. */
export function ruleText({ metric, operator, threshold, minutes, change, amount }: RuleDraft, t: RuleWords): string {
  const limit = isPercent(metric) ? `${threshold} %` : threshold;
  return t.sentence(t.condition(t.metrics[metric], t.operators[operator], limit), minutes, t.changeOf[change](amount));
}
