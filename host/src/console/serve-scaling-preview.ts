import type { FastifyInstance } from "fastify";
import type { ApiDoor } from "../cloud-api/index.js";
import { processesPerInstance } from "../model/index.js";
import type { Fleet, FleetId, PastMinute, PreviewedFleet, ScalingPolicy, ScalingPreview } from "../model/index.js";
import type { Clock, CommandHost, FleetPoint, Statistics } from "../ports/index.js";
import { checkReady } from "./check-ready.js";
import { ConsoleRefusal } from "./console-refusal.js";
import { fieldsOf, sendJson, textIn, wholeIn } from "./json-room.js";

/** What a fleet's policies would have done; the cloud API has no word for it. */
export interface ScalingPreviewAnswer {
  /** One each minute; where one is missing, nobody looked. */
  readonly Points: readonly ScalingPreviewPoint[];
  /** Names of rules that nothing can be said of. */
  readonly LeftOut: readonly string[];
}

export interface ScalingPreviewPoint {
  readonly AtMs: number;
  /** DesiredInstances as they were, and as they would have been. */
  readonly Was: number;
  readonly Desired: number;
  /** Sessions that would have found no process. */
  readonly Short: number;
}

export type PreviewScaling = (fleet: PreviewedFleet, minutes: readonly PastMinute[]) => ScalingPreview;

export interface PreviewParts {
  readonly clock: Clock;
  readonly host: () => CommandHost;
  readonly statistics: Statistics;
  readonly previewScaling: PreviewScaling;
  readonly door: ApiDoor;
}

const DAY_MS = 86_400_000;

/**
 * `{"FleetId", "TargetPercent"}`: the fleet's policies, range and cool-down as they are now, over the last day. With a
 * TargetPercent, 1 to 99, as if that were its buffer.
 */
export function serveScalingPreview(room: FastifyInstance, parts: PreviewParts): void {
  const { clock, host, statistics, previewScaling, door } = parts;
  room.post("/console/scaling-preview", async (incoming, reply) => {
    const fields = fieldsOf(incoming);
    door.signerOf(incoming);
    const fleetId = textIn(fields, "FleetId");
    if (fleetId === undefined)
      throw new ConsoleRefusal(400, "MissingParameter", '"FleetId" is missing: say whose policies');
    const targetPercent = wholeIn(fields, "TargetPercent", 1, 99);
    checkReady(door);
    const fleet = host().reads.fleet(fleetId as FleetId);
    if (fleet === undefined)
      throw new ConsoleRefusal(400, "ResourceNotFound", "there is no such fleet: ListFleets names those there are");
    const toMs = clock.now();
    const { points } = statistics.fleetMetrics(fleet.id, toMs - DAY_MS, toMs, "minute");
    const preview = previewScaling(previewed(fleet, targetPercent), points.map(minuteOf));
    const answer: ScalingPreviewAnswer = {
      Points: preview.points.map(({ atMs, was, desired, short }) => ({
        AtMs: atMs,
        Was: was,
        Desired: desired,
        Short: short,
      })),
      LeftOut: preview.leftOut,
    };
    return sendJson(reply, answer);
  });
}

function previewed(fleet: Fleet, targetPercent: number | undefined): PreviewedFleet {
  const { capacity, scaling } = fleet;
  const { min, max, scalingIntervalMinutes } = capacity;
  const rules = scaling.policies.filter(({ type }) => type === "RuleBased");
  return {
    policies: targetPercent === undefined ? scaling.policies : [bufferOf(targetPercent), ...rules],
    ...{ min, max, scalingIntervalMinutes },
    processesPerInstance: processesPerInstance(fleet),
  };
}

const bufferOf = (targetPercent: number): ScalingPolicy => ({
  ...{ type: "TargetBased", name: "buffer", metric: "PercentAvailableGameSessions", targetPercent },
});

/** Means of a minute are seldom whole, sessions always. */
const minuteOf = (point: FleetPoint): PastMinute => ({
  atMs: point.atMs,
  sessions: Math.ceil(point.activeSessions + point.activatingSessions),
  players: Math.ceil(point.activePlayerSessions),
  desired: Math.round(point.desiredInstances),
});
