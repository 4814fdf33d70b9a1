import type * as wire from "../gen/cloud-api.js";
import type { Destination, LatencyPolicy, Placement, Queue } from "../model/index.js";
import type { Reads } from "../ports/index.js";
import type { HostFacts } from "./host-facts.js";
import { resourceName } from "./resource-name.js";
import { toWireEnd, toWireTime } from "./to-wire.js";

type FleetReads = Pick<Reads, "alias" | "fleet">;

export const toWireQueue = (queue: Queue, facts: Pick<HostFacts, "uin">, reads: FleetReads) => ({
  Name: queue.name,
  GameServerSessionQueueArn: resourceName(facts, queue.region, "queue", queue.name),
  Destinations: queue.destinations.map((destination) => ({
    DestinationArn: destination.arn,
    FleetStatus: statusOf(destination, reads),
  })),
  PlayerLatencyPolicies: queue.latencyPolicies.map(({ maxLatencyMs, durationMs }) => ({
    MaximumIndividualPlayerLatencyMilliseconds: maxLatencyMs,
    ...(durationMs !== null && { PolicyDurationSeconds: durationMs / 1_000 }),
  })),
  TimeoutInSeconds: queue.timeoutMs / 1_000,
  Tags: queue.tags.map(({ key, value }) => ({ Key: key, Value: value })),
});

/** That of the fleet to which it leads now; "" where there is none (gse-semantics c.8). */
function statusOf({ fleetId: named, aliasId }: Destination, reads: FleetReads): string {
  const routing = aliasId === undefined ? undefined : reads.alias(aliasId)?.routing;
  const fleetId = named ?? (routing?.type === "SIMPLE" ? routing.fleetId : null);
  return fleetId === null ? "" : (reads.fleet(fleetId)?.status ?? "");
}

export const destinationsOf = (given: readonly wire.GameServerSessionQueueDestination[]): readonly string[] =>
  given.map(({ DestinationArn = "" }) => DestinationArn);

/** A duration of 0 is none: the SDKs of some languages cannot leave a number out. */
export const latencyPoliciesOf = (given: readonly wire.PlayerLatencyPolicy[]): readonly LatencyPolicy[] =>
  given.map(({ MaximumIndividualPlayerLatencyMilliseconds, PolicyDurationSeconds }) => ({
    maxLatencyMs: MaximumIndividualPlayerLatencyMilliseconds,
    durationMs: (PolicyDurationSeconds ?? 0) === 0 ? null : (PolicyDurationSeconds ?? 0) * 1_000,
  }));

/** What is not FULFILLED shows no session, also while one is being activated (gse-semantics c.7). */
export function toWirePlacement(placement: Placement): wire.GameServerSessionPlacement {
  const session = placement.status === "FULFILLED" ? placement.session : null;
  return {
    PlacementId: placement.placementId,
    GameServerSessionQueueName: placement.queueName,
    PlayerLatencies: placement.latencies.map(({ playerId, region, latencyMs }) => ({
      PlayerId: playerId,
      RegionIdentifier: region,
      LatencyInMilliseconds: latencyMs,
    })),
    Status: placement.status,
    DnsName: session?.dnsName ?? "",
    GameServerSessionId: session?.id ?? "",
    GameServerSessionName: placement.gameServerSessionName,
    GameServerSessionRegion: session?.region ?? "",
    GameProperties: placement.gameProperties.map(({ key, value }) => ({ Key: key, Value: value })),
    MaximumPlayerSessionCount: placement.maxPlayers,
    GameServerSessionData: placement.gameServerSessionData,
    IpAddress: session?.ipAddress ?? "",
    Port: session?.port ?? 0,
    MatchmakerData: placement.matchmakerData,
    PlacedPlayerSessions: placement.players.map(({ playerId, playerSessionId }) => ({
      PlayerId: playerId,
      PlayerSessionId: playerSessionId,
    })),
    StartTime: toWireTime(placement.startedAtMs),
    EndTime: toWireEnd(placement.endedAtMs),
  };
}
