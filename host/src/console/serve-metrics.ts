import type { FastifyInstance } from "fastify";
import type { ApiDoor } from "../cloud-api/index.js";
import type { FleetId, InstanceId } from "../model/index.js";
import type {
  CommandHost,
  FleetPoint,
  InstancePoint,
  Metrics,
  QueuePoint,
  QueueRegionPoint,
  Resolution,
  Statistics,
} from "../ports/index.js";
import { checkReady } from "./check-ready.js";
import { ConsoleRefusal } from "./console-refusal.js";
import { fieldsOf, instantIn, sendJson, textIn, type Fields } from "./json-room.js";

/** The metrics of a fleet, an instance or a queue in a range, for charts; the cloud API has no word for them. */
export interface MetricsAnswer<Point> {
  readonly Resolution: Resolution;
  /** From one point to the next; where more lies between two of them, nobody looked. */
  readonly StepMs: number;
  readonly Points: readonly Wire<Point>[];
}

export type FleetMetricsAnswer = MetricsAnswer<FleetPoint>;
export type InstanceMetricsAnswer = MetricsAnswer<InstancePoint>;

export interface QueueMetricsAnswer extends MetricsAnswer<QueuePoint> {
  /** Those that anything was placed in. */
  readonly Regions: readonly { readonly Region: string; readonly Points: readonly Wire<QueueRegionPoint>[] }[];
}

/** A point in the spelling of the wire. */
export type Wire<Point> = { readonly [Name in keyof Point & string as Capitalize<Name>]: Point[Name] };

export interface MetricsParts {
  readonly host: () => Pick<CommandHost, "reads">;
  readonly statistics: Statistics;
  readonly door: ApiDoor;
}

type Span = readonly [fromMs: number, toMs: number];

/**
 * `{"FleetId", "FromMs", "ToMs"}`, or `InstanceId`, or `QueueName` and `Region` in place of `FleetId`: points that begin within the
 * range, its end not included, as fine as the span allows.
 */
export function serveMetrics(room: FastifyInstance, { host, statistics, door }: MetricsParts): void {
  room.post("/console/metrics", async (incoming, reply) => {
    const fields = fieldsOf(incoming);
    door.signerOf(incoming);
    const metricsIn = subjectIn(fields, statistics, host);
    const fromMs = instantIn(fields, "FromMs");
    const toMs = instantIn(fields, "ToMs");
    if (fromMs > toMs)
      throw new ConsoleRefusal(400, "InvalidParameterValue", '"ToMs" is before "FromMs": give a later instant');
    checkReady(door);
    return sendJson(reply, metricsIn([fromMs, toMs]));
  });
}

/** Whose metrics are asked for. @throws ConsoleRefusal */
function subjectIn(fields: Fields, statistics: Statistics, host: MetricsParts["host"]): (span: Span) => object {
  const named = ["FleetId", "InstanceId", "QueueName"].filter((name) => textIn(fields, name) !== undefined);
  const [name] = named;
  if (name === undefined || named.length > 1)
    throw new ConsoleRefusal(
      400,
      name === undefined ? "MissingParameter" : "InvalidParameter",
      `${name === undefined ? '"FleetId" is missing' : `${named.join(" and ")} are given`}: say whose metrics, by FleetId, InstanceId, or QueueName and Region`,
    );
  const id = textIn(fields, name) ?? "";
  if (name === "FleetId") return (span) => answerOf(statistics.fleetMetrics(id as FleetId, ...span));
  if (name === "InstanceId") return (span) => answerOf(statistics.instanceMetrics(id as InstanceId, ...span));
  const region = textIn(fields, "Region");
  if (region === undefined)
    throw new ConsoleRefusal(400, "MissingParameter", '"Region" is missing: say in which region the queue is');
  return (span) => ofQueue(statistics, host, { region, name: id }, span);
}

function ofQueue(
  statistics: Statistics,
  host: MetricsParts["host"],
  named: { readonly region: string; readonly name: string },
  span: Span,
): QueueMetricsAnswer {
  const [queue] = host().reads.queues(named, { offset: 0, limit: 1 }).rows;
  if (queue === undefined)
    throw new ConsoleRefusal(400, "ResourceNotFound", `there is no queue "${named.name}" in ${named.region}`);
  const metrics = statistics.queueMetrics(queue.id, ...span);
  const regions = metrics.regions.map(({ region, points }) => ({ Region: region, Points: points.map(toWire) }));
  return { ...answerOf(metrics), Regions: regions };
}

const answerOf = <Point extends object>({ resolution, stepMs, points }: Metrics<Point>): MetricsAnswer<Point> => ({
  Resolution: resolution,
  StepMs: stepMs,
  Points: points.map(toWire),
});

const toWire = <Point extends object>(point: Point): Wire<Point> =>
  Object.fromEntries(
    Object.entries(point).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value as unknown]),
  ) as Wire<Point>;
