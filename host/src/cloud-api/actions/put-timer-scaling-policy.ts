import { timerOf } from "../timer-request.js";
import { run, type Action } from "./action.js";

/**
 * Has a fleet's capacity changed once, or by days, months or weeks; with a TimerId it changes that timer (gse-semantics d.8).
 * The days are those of the zone that BeginTime names, else of UTC.
 */
export const putTimerScalingPolicy: Action<"PutTimerScalingPolicy"> = async ({ TimerScalingPolicy }, context) => {
  await run("PutTimerScalingPolicy", context, timerOf(TimerScalingPolicy));
  return {};
};
