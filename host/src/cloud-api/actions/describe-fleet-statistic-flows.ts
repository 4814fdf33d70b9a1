import { partOf } from "../slice.js";
import { toWireTime } from "../to-wire.js";
import type { Action } from "./action.js";
import { checkFleet, statisticsOf, toWireSeconds, UNKNOWN_TRAFFIC, useQuery } from "./statistics-query.js";

const action = "DescribeFleetStatisticFlows";

/**
 * How long instances of a fleet, or of all fleets of the region, were used together in each hour of a range of two days at
 * most, or in each day (of UTC) of a longer one. Traffic is 0: Linux counts none by process.
 */
export const describeFleetStatisticFlows: Action<typeof action> = (request, context) => {
  const { resolution, intervals } = statisticsOf(action, context).usePerInterval(useQuery(action, request, context));
  if (intervals.length === 0) checkFleet(action, request, context);
  const part = partOf(intervals, request);
  return {
    UsedFlowList: part.map(({ atMs }) => ({
      BeginTime: toWireTime(atMs),
      TotalUsedFlowMegaBytes: UNKNOWN_TRAFFIC,
    })),
    UsedTimeList: part.map(({ atMs, usedMs }) => ({
      BeginTime: toWireTime(atMs),
      TotalUsedTimeSeconds: toWireSeconds(usedMs),
    })),
    TotalCount: intervals.length,
    TimeType: resolution === "hour" ? "HOUR" : "DAY",
  };
};
