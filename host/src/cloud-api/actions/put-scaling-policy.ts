import type { FleetId } from "../../model/index.js";
import { policyOf } from "../policy-request.js";
import { run, type Action } from "./action.js";

/** Puts a target-based or a rule-based policy on a fleet, in the place of the one of that name; one target-based at most (gse-semantics d.8). */
export const putScalingPolicy: Action<"PutScalingPolicy"> = async (request, context) => {
  const policy = policyOf(request);
  await run("PutScalingPolicy", context, { type: "putScalingPolicy", fleetId: request.FleetId as FleetId, policy });
  return { Name: policy.name };
};
