import type { FleetId, TimerId } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import { run, type Action } from "./action.js";

const action = "DeleteTimerScalingPolicy";

/** Deletes a timer, by its TimerId or by its TimerName on a fleet (gse-semantics d.8). */
export const deleteTimerScalingPolicy: Action<typeof action> = async (request, context) => {
  const { TimerId = "", FleetId = "", TimerName = "" } = request;
  if (TimerId === "" && (FleetId === "" || TimerName === ""))
    throw refusalOf(action, {
      kind: "missing-value",
      message: 'the parameter "TimerId" is missing: give it, or FleetId and TimerName together',
    });
  const timer = TimerId === "" ? { fleetId: FleetId as FleetId, name: TimerName } : { timerId: TimerId as TimerId };
  await run(action, context, { type: "deleteScalingTimer", timer });
  return {};
};
