import type {
  FleetDesign,
  FleetId,
  Placement,
  PlacementCommand,
  PlayerLatency,
  QueueCommand,
} from "../../src/model/index.js";
import { placementKey } from "../../src/model/index.js";
import { aFleet } from "./a-fleet.js";
import type { TestEngine } from "./an-engine.js";

type Create = Extract<QueueCommand, { type: "createQueue" }>;
type Start = Extract<PlacementCommand, { type: "startPlacement" }>;

export const SHANGHAI = "ap-shanghai";
export const VALLEY = "na-siliconvalley";

export const fleetArn = (id: string, region = SHANGHAI): string => `qcs::gse:${region}:uin/100000000001:fleet/${id}`;
export const aliasArn = (id: string, region = SHANGHAI): string => `qcs::gse:${region}:uin/100000000001:alias/${id}`;

export const createQueue = (given: Partial<Create> = {}): Create => ({
  type: "createQueue",
  region: SHANGHAI,
  name: "ranked",
  destinations: [],
  latencyPolicies: [],
  timeoutSeconds: 600,
  tags: [],
  ...given,
});

export const start = (placementId: string, given: Partial<Start> = {}): Start => ({
  type: "startPlacement",
  region: SHANGHAI,
  placementId,
  queueName: "ranked",
  maxPlayers: 4,
  desiredPlayers: [],
  latencies: [],
  gameProperties: [],
  gameServerSessionName: "",
  gameServerSessionData: "",
  matchmakerData: "",
  ...given,
});

/** `latencies({ ada: { "ap-shanghai": 30 } })` */
export const latencies = (
  byPlayer: Readonly<Record<string, Readonly<Record<string, number>>>>,
): readonly PlayerLatency[] =>
  Object.entries(byPlayer).flatMap(([playerId, byRegion]) =>
    Object.entries(byRegion).map(([region, latencyMs]) => ({ playerId, region, latencyMs })),
  );

/** A fleet whose one instance has so many processes, all of them ready. */
export function aReadyFleet(
  engine: TestEngine,
  firstPid: number,
  processes = 1,
  region = SHANGHAI,
  given: Partial<FleetDesign> = {},
) {
  const runtime = {
    serverProcesses: [{ launchPath: "/local/game/server", parameters: "", concurrentExecutions: processes }],
    activationTimeoutSeconds: 60,
    maxConcurrentActivations: 0,
  };
  const fleet = aFleet(engine, { runtime, ...given }, region);
  fleet.active(firstPid);
  return { ...fleet, arn: fleetArn(fleet.id, region) };
}

/** What placements and their game servers do on an engine. */
export function aPlacer(engine: TestEngine) {
  const find = (placementId: string, region = SHANGHAI): Placement => {
    const placement = engine.world.findPlacement(placementKey(region, placementId));
    if (placement === undefined) throw new Error(`there is no placement "${placementId}"`);
    return placement;
  };
  const serverOf = (placementId: string) => {
    const { session } = find(placementId);
    const process = session === null ? undefined : engine.world.processes.get(session.processId);
    if (session === null || process === undefined) throw new Error(`placement "${placementId}" has no session`);
    return { process, sessionId: session.id, pid: process.pid };
  };
  return {
    find,
    serverOf,
    /** Where its session is being activated, or was placed; null: nowhere. */
    fleetOf: (placementId: string): FleetId | null => find(placementId).session?.fleetId ?? null,
    activate: (placementId: string, maxPlayers = 0): Placement => {
      const { sessionId, pid } = serverOf(placementId);
      engine.ok({ type: "activateGameServerSession", pid, sessionId, maxPlayers });
      return find(placementId);
    },
    refuse: (placementId: string): Placement => {
      const { sessionId, process } = serverOf(placementId);
      const outcome = { kind: "refused", reason: "not today" } as const;
      engine.ok({ type: "sessionStartAnswered", processId: process.id, sessionId, outcome });
      return find(placementId);
    },
    terminate: (placementId: string): void => {
      const { sessionId, pid } = serverOf(placementId);
      engine.ok({ type: "terminateGameServerSession", pid, sessionId });
    },
  };
}
