import type { ScalingTimer } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import { toWireTimer } from "../scaling-wire.js";
import { partOf } from "../slice.js";
import { atMsOf } from "../time-request.js";
import type { Action, RequestOf } from "./action.js";
import { fleetsMeant } from "./fleets-meant.js";

const action = "DescribeTimerScalingPolicies";

/** The timers of a fleet, or of the region: those of a name, those whose time from BeginTime to EndTime meets that of the request. */
export const describeTimerScalingPolicies: Action<typeof action> = (request, context) => {
  const { Offset = 0, Limit = 20 } = request;
  if (Offset < 0 || Limit < 0)
    throw refusalOf(action, {
      kind: "invalid-value",
      message: `the parameter "${Offset < 0 ? "Offset" : "Limit"}" is ${String(Math.min(Offset, Limit))}; give 0 or more`,
    });
  const passes = filterOf(request);
  const found = fleetsMeant(action, context, request.FleetId).flatMap((fleet) =>
    fleet.scaling.timers.filter(passes).map((timer) => toWireTimer(fleet, timer, context.nowMs)),
  );
  return { TimerScalingPolicies: partOf(found, request), TotalCount: found.length };
};

function filterOf({ TimerName: name = "", BeginTime, EndTime }: RequestOf<typeof action>) {
  const fromMs = atMsOf(action, "BeginTime", BeginTime) ?? -Infinity;
  const toMs = atMsOf(action, "EndTime", EndTime) ?? Infinity;
  return ({ name: own, schedule: { beginMs, endMs } }: ScalingTimer): boolean =>
    (name === "" || own === name) && beginMs <= toMs && (endMs ?? Infinity) >= fromMs;
}
