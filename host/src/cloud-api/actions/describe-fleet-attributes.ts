import { toWireFleet } from "../fleet-wire.js";
import { partOf, sliceOf } from "../slice.js";
import type { Action } from "./action.js";
import { knownFleets } from "./known-fleet.js";

const action = "DescribeFleetAttributes";

/** All about the fleets that are named, those that are gone too; without names the fleets of the region, newest first. */
export const describeFleetAttributes: Action<typeof action> = (request, context) => {
  const { rows, total } = fleetsOf(request, context);
  return { FleetAttributes: rows.map((fleet) => toWireFleet(fleet, context.facts)), TotalCount: total };
};

const fleetsOf: (...args: Parameters<Action<typeof action>>) => ReturnType<typeof byRegion> = (request, context) => {
  const { FleetIds: ids = [] } = request;
  if (ids.length === 0) return byRegion(request, context);
  const fleets = knownFleets(action, context, ids);
  return { rows: partOf(fleets, request), total: fleets.length };
};

const byRegion = (...[request, { host, region }]: Parameters<Action<typeof action>>) =>
  host.reads.fleets({ region }, sliceOf(request));
