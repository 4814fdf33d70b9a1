import { quotaOf, quotaTypes } from "../user-quotas.js";
import type { Action } from "./action.js";

/** All quotas of the region and what is left of them (gse-semantics i). */
export const describeUserQuotas: Action<"DescribeUserQuotas"> = (_request, context) => ({
  QuotaResource: quotaTypes.map((type) => quotaOf(type, context)),
  Total: quotaTypes.length,
});
