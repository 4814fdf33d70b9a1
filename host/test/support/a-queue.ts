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
import { anEngine, type TestEngine } from "./an-engine.js";
import { create } from "./builders.js";

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

export const player = (playerId: string) => ({ playerId, playerData: `data of ${playerId}` });

/** Two fleets, Shanghai first, each with so many processes. */
export function twoRegions(processes = 1) {
  const engine = anEngine();
  const shanghai = aReadyFleet(engine, 1_001, processes);
  const valley = aReadyFleet(engine, 2_001, processes, VALLEY);
  engine.ok(createQueue({ destinations: [shanghai.arn, valley.arn] }));
  return { engine, shanghai, valley, ...aPlacer(engine) };
}

/** As many sessions as the fleet has processes. */
export const fill = ({ ok, world }: TestEngine, fleetId: FleetId) => {
  const { length } = [...world.processes.values()].filter((process) => process.fleetId === fleetId);
  return Array.from({ length }, () => ok(create({ fleetId })));
};
