import type { ActionName } from "../../gen/cloud-api.js";
import type { FleetId } from "../../model/index.js";
import type { Statistics, UseQuery } from "../../ports/index.js";
import { ApiRefusal } from "../api-refusal.js";
import { notServed, refusalOf } from "../error-codes.js";
import { atMsOf } from "../time-request.js";
import type { ActionContext } from "./action.js";
import { knownFleet } from "./known-fleet.js";

interface StatisticsRequest {
  readonly FleetId?: string | undefined;
  readonly BeginTime?: string | undefined;
  readonly EndTime?: string | undefined;
}

/** @throws ApiRefusal where none are kept */
export function statisticsOf(action: ActionName, { statistics }: ActionContext): Statistics {
  if (statistics === undefined)
    throw new ApiRefusal(notServed(action).code, `"${action}" is not served here: this GSE keeps no statistics`);
  return statistics;
}

/**
 * What the use of instances is asked about: a fleet, or all of the region; a range, or the last day.
 * @throws ApiRefusal for a range that ends before it begins
 */
export function useQuery(action: ActionName, request: StatisticsRequest, { region }: ActionContext): UseQuery {
  const { FleetId: fleetId, BeginTime, EndTime } = request;
  const fromMs = atMsOf(action, "BeginTime", BeginTime);
  const toMs = atMsOf(action, "EndTime", EndTime);
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs)
    throw refusalOf(action, {
      kind: "invalid-value",
      message: `the parameter "EndTime" is "${EndTime ?? ""}", which is before the BeginTime "${BeginTime ?? ""}"; give a later one`,
    });
  return { ...(fleetId === undefined ? { region } : { fleetId: fleetId as FleetId }), fromMs, toMs };
}

/** Nothing found is an answer for a fleet that there is or was. @throws ApiRefusal for one that nobody ever created */
export function checkFleet(action: ActionName, { FleetId }: StatisticsRequest, context: ActionContext): void {
  if (FleetId !== undefined) knownFleet(action, context, FleetId);
}

/** As the API writes it. */
export const toWireSeconds = (ms: number): string => String(Math.round(ms / 1_000));

/** Linux counts no network traffic by process, so nobody can tell how much it was. */
export const UNKNOWN_TRAFFIC = 0;
