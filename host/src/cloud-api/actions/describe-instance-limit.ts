import { MACHINE_TYPE } from "../host-facts.js";
import type { Action } from "./action.js";

/** How many instances there may be in a region, and of one type (gse-semantics i, m-22). */
export const describeInstanceLimit: Action<"DescribeInstanceLimit"> = (_request, { facts: { quotas } }) => ({
  Limit: quotas.instances,
  ExtraInfos: [{ InstanceType: MACHINE_TYPE, TotalInstances: quotas.instancesOfType }],
});
