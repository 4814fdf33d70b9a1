import type { FleetId } from "../../model/index.js";
import { onlyGiven } from "../only-given.js";
import { run, type Action } from "./action.js";

/** Changes what is given of how many instances a fleet shall have; instances come and go at once (gse-semantics d.8). */
export const updateFleetCapacity: Action<"UpdateFleetCapacity"> = async (request, context) => {
  const { FleetId, DesiredInstances, MinSize, MaxSize, ScalingInterval } = request;
  await run("UpdateFleetCapacity", context, {
    type: "updateFleetCapacity",
    fleetId: FleetId as FleetId,
    ...onlyGiven({
      desired: DesiredInstances,
      min: MinSize,
      max: MaxSize,
      scalingIntervalMinutes: ScalingInterval,
    }),
  });
  return { FleetId };
};
