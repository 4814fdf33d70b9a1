import type { FastifyInstance } from "fastify";
import type { ApiDoor } from "../cloud-api/index.js";
import type { FleetId } from "../model/index.js";
import type { FleetPoint, Resolution, Statistics } from "../ports/index.js";
import { checkReady } from "./check-ready.js";
import { ConsoleRefusal } from "./console-refusal.js";
import { fieldsOf, instantIn, sendJson, textIn } from "./json-room.js";

/** The metrics of a fleet in a range, for charts; the cloud API has no word for them. */
export interface FleetMetricsAnswer {
  readonly Resolution: Resolution;
  /** From one point to the next; where more lies between two of them, nobody looked. */
  readonly StepMs: number;
  readonly Points: readonly MetricsPoint[];
}

/** As `FleetPoint`, in the spelling of the wire. */
export type MetricsPoint = { readonly [Name in keyof FleetPoint as Capitalize<Name>]: FleetPoint[Name] };

export interface MetricsParts {
  readonly statistics: Statistics;
  readonly door: ApiDoor;
}

/** `{"FleetId", "FromMs", "ToMs"}`: points that begin within the range, its end not included, as fine as the span allows. */
export function serveMetrics(room: FastifyInstance, { statistics, door }: MetricsParts): void {
  room.post("/console/metrics", async (incoming, reply) => {
    const fields = fieldsOf(incoming);
    door.signerOf(incoming);
    const fleetId = textIn(fields, "FleetId");
    if (fleetId === undefined)
      throw new ConsoleRefusal(400, "MissingParameter", '"FleetId" is missing: say whose metrics');
    const fromMs = instantIn(fields, "FromMs");
    const toMs = instantIn(fields, "ToMs");
    if (fromMs > toMs)
      throw new ConsoleRefusal(400, "InvalidParameterValue", '"ToMs" is before "FromMs": give a later instant');
    checkReady(door);
    const { resolution, stepMs, points } = statistics.fleetMetrics(fleetId as FleetId, fromMs, toMs);
    const answer: FleetMetricsAnswer = { Resolution: resolution, StepMs: stepMs, Points: points.map(toWirePoint) };
    return sendJson(reply, answer);
  });
}

const toWirePoint = (point: FleetPoint): MetricsPoint =>
  Object.fromEntries(
    Object.entries(point).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  ) as unknown as MetricsPoint;
