import { fleetEventCodes, type FleetEventCode } from "../../model/index.js";
import type { FleetEventQuery } from "../../ports/index.js";
import { nearest } from "../../params/nearest.js";
import { refusalOf } from "../error-codes.js";
import { toWireEvent } from "../fleet-wire.js";
import { onlyGiven } from "../only-given.js";
import { sliceOf } from "../slice.js";
import { atMsOf } from "../time-request.js";
import type { Action, RequestOf } from "./action.js";
import { knownFleet } from "./known-fleet.js";

const action = "DescribeFleetEvents";

/** A fleet's history, newest first, each event with the log of what it tells of, where there is one (gse-semantics d.9). */
export const describeFleetEvents: Action<typeof action> = (request, context) => {
  const { rows, total } = context.host.reads.fleetEvents(queryOf(request, context), sliceOf(request));
  return { Events: rows.map((event) => toWireEvent(event, (name) => context.logUrl(name))), TotalCount: total };
};

type Context = Parameters<Action<typeof action>>[1];

function queryOf({ FleetId, EventCode, StartTime, EndTime }: RequestOf<typeof action>, context: Context) {
  return {
    fleetId: knownFleet(action, context, FleetId).id,
    ...onlyGiven({
      code: codeOf(EventCode),
      fromMs: atMsOf(action, "StartTime", StartTime),
      // Told in whole seconds: what is shown with this time is within it.
      toMs: endOfSecond(atMsOf(action, "EndTime", EndTime)),
    }),
  } satisfies FleetEventQuery;
}

const endOfSecond = (atMs: number | undefined): number | undefined => (atMs === undefined ? undefined : atMs + 999);

function codeOf(text: string | undefined): FleetEventCode | undefined {
  if (text === undefined || text === "") return undefined;
  const code = fleetEventCodes.find((known) => known === text);
  // A code of GSE's that nothing here can cause is no fault: it finds nothing.
  if (code !== undefined || /^FLEET_VPC_PEERING_\w+$/.test(text)) return code ?? (text as FleetEventCode);
  const meant = text.length > 100 ? undefined : nearest(text, fleetEventCodes);
  throw refusalOf(action, {
    kind: "invalid-value",
    message: `the parameter "EventCode" is ${JSON.stringify(text.slice(0, 64))}; ${meant === undefined ? `give one of ${fleetEventCodes.join(", ")}` : `did you mean "${meant}"?`}`,
  });
}
