import { changesOf, noCcn } from "../fleet-request.js";
import { toWireFleet } from "../fleet-wire.js";
import { run, type Action } from "./action.js";
import { knownFleet } from "./known-fleet.js";

const action = "CopyFleet";

/** Makes more fleets like one that is there, with what is given changed (gse-semantics d.1). */
export const copyFleet: Action<typeof action> = async (request, context) => {
  const { SelectedCcnType: ccn = "CCN_UNSELECTED" } = request;
  if (ccn !== "CCN_UNSELECTED") throw noCcn(`"SelectedCcnType" is "${ccn}"`);
  const original = knownFleet(action, context, request.FleetId);
  const fleets = await run(action, context, {
    type: "copyFleet",
    fleetId: original.id,
    copies: request.CopyNumber,
    changes: changesOf(action, request, original),
    withScaling: request.SelectedScalingType === "SCALING_SELECTED",
    withTimers: request.SelectedTimerType === "TIMER_SELECTED",
  });
  return { FleetAttributes: fleets.map((fleet) => toWireFleet(fleet, context.facts)), TotalCount: fleets.length };
};
