import { foundText } from "../../params/describe.js";
import { refusalOf } from "../error-codes.js";
import { isQuotaType, quotaOf, quotaTypes } from "../user-quotas.js";
import type { Action } from "./action.js";

const action = "DescribeUserQuota";

/** One quota of the region and what is left of it: 1 assets, 2 fleets, 3 aliases, 4 queues, 5 instances (gse-semantics i). */
export const describeUserQuota: Action<typeof action> = ({ ResourceType: type }, context) => {
  const choices = `give ${quotaTypes.join(", ")}`;
  if (type === undefined)
    throw refusalOf(action, { kind: "missing-value", message: `the parameter "ResourceType" is missing: ${choices}` });
  if (!isQuotaType(type))
    throw refusalOf(action, {
      kind: "invalid-value",
      message: `the parameter "ResourceType" is ${foundText(type)}; ${choices}`,
    });
  return { QuotaResource: quotaOf(type, context) };
};
