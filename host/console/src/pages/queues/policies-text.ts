import type { Queue } from "../../api/catalogue.js";
import type { QueueWords } from "./words.js";

/** "≤ 80 ms for 10 s, then ≤ 150 ms" */
export function policiesText(policies: Queue["PlayerLatencyPolicies"], t: QueueWords): string {
  if (policies.length === 0) return t.anyLatency;
  return policies
    .map(({ MaximumIndividualPlayerLatencyMilliseconds: most, PolicyDurationSeconds: seconds }) =>
      seconds === undefined ? t.limit(most) : t.limitFor(most, seconds),
    )
    .join(t.then);
}
