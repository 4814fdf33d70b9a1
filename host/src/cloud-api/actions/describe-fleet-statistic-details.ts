import { sliceOf } from "../slice.js";
import { toWireEnd, toWireTime } from "../to-wire.js";
import type { Action } from "./action.js";
import { checkFleet, statisticsOf, toWireSeconds, UNKNOWN_TRAFFIC, useQuery } from "./statistics-query.js";

const action = "DescribeFleetStatisticDetails";

/**
 * How long each instance of a fleet, or of all fleets of the region, was used within a range or the last day, newest first;
 * EndTime is null while it goes on. Traffic is 0: Linux counts none by process.
 */
export const describeFleetStatisticDetails: Action<typeof action> = (request, context) => {
  const statistics = statisticsOf(action, context);
  const { rows, total, resolution } = statistics.uses(useQuery(action, request, context), sliceOf(request));
  if (total === 0) checkFleet(action, request, context);
  return {
    DetailList: rows.map((use) => ({
      FleetId: use.fleetId,
      InstanceId: use.instanceId,
      InstanceIP: use.ipAddress,
      BeginTime: toWireTime(use.beganAtMs),
      EndTime: toWireEnd(use.endedAtMs),
      TotalUsedTimeSeconds: toWireSeconds(use.usedMs),
      TotalUsedFlowMegaBytes: UNKNOWN_TRAFFIC,
    })),
    TotalCount: total,
    TimeType: resolution === "hour" ? "HOUR" : "DAY",
  };
};
