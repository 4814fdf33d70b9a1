import { designOf } from "../fleet-request.js";
import { toWireFleet } from "../fleet-wire.js";
import { run, type Action } from "./action.js";

/** Makes a fleet of an asset and answers while it is being set up: DescribeFleetEvents tells how that goes (gse-semantics c.2, d.1). */
export const createFleet: Action<"CreateFleet"> = async (request, context) => {
  const fleet = await run("CreateFleet", context, {
    type: "createFleet",
    region: context.region,
    design: designOf("CreateFleet", request),
  });
  return { FleetAttributes: toWireFleet(fleet, context.facts) };
};
