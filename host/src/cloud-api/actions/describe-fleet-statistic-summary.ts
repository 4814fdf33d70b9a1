import type { Action } from "./action.js";
import { checkFleet, statisticsOf, toWireSeconds, UNKNOWN_TRAFFIC, useQuery } from "./statistics-query.js";

const action = "DescribeFleetStatisticSummary";

/**
 * How long all instances of a fleet, or of all fleets of the region, were used within a range or the last day. Traffic is 0:
 * Linux counts none by process.
 */
export const describeFleetStatisticSummary: Action<typeof action> = (request, context) => {
  const { intervals } = statisticsOf(action, context).usePerInterval(useQuery(action, request, context));
  if (intervals.length === 0) checkFleet(action, request, context);
  return {
    TotalUsedTimeSeconds: toWireSeconds(intervals.reduce((sum, { usedMs }) => sum + usedMs, 0)),
    TotalUsedFlowMegaBytes: UNKNOWN_TRAFFIC,
  };
};
