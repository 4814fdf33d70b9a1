import type { FleetDesign, GameServerSession, GameServerSessionId, ScalingPolicy } from "../../../src/model/index.js";
import { aDesign, aFleet, anAsset } from "../../support/a-fleet.js";
import { anEngine, type TestEngine } from "../../support/an-engine.js";
import { create } from "../../support/builders.js";

const MINUTE_MS = 60_000;

interface Given {
  readonly engine?: TestEngine;
  readonly max?: number;
  readonly processes?: number;
  readonly policies?: readonly ScalingPolicy[];
  readonly design?: Partial<FleetDesign>;
  /** Of its processes; where there are several fleets, each has its own. */
  readonly pidsFrom?: number;
}

/** A fleet of instances with ten processes, 0 to 3 of them, under automatic scaling; its machine does everything at once. */
export function aScaledFleet({
  engine = anEngine(),
  max = 3,
  processes = 10,
  policies = [],
  design = {},
  pidsFrom = 1_000,
}: Given = {}) {
  const { runtime } = aDesign(anAsset());
  const serverProcesses = [{ launchPath: "server", parameters: "", concurrentExecutions: processes }];
  const fleet = aFleet(engine, { inboundPermissions: [], ...design, runtime: { ...runtime, serverProcesses } });
  let pids = pidsFrom;
  /** What is to be set up, launched, ended and removed, is. */
  const settle = (): void => {
    fleet.active((pids += 100));
    for (const process of [...engine.world.processes.values()])
      if (process.fleetId === fleet.id && process.status === "ENDING" && process.sessionId === null)
        engine.ok({ type: "launchExited", processId: process.id, how: "exit code 0", log: "" });
    for (const { id, status } of fleet.instances())
      if (status === "TERMINATING" && !engine.world.deployment.hasLaunchesOn(id))
        engine.ok({ type: "instanceRemoved", instanceId: id });
  };
  settle();
  engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, min: 0, max, scalingIntervalMinutes: 10 });
  engine.ok({ type: "startAutoScaling", fleetId: fleet.id });
  for (const policy of policies) engine.ok({ type: "putScalingPolicy", fleetId: fleet.id, policy });

  const sessions: GameServerSession[] = [];
  return {
    ...fleet,
    engine,
    settle,
    sessions: (): readonly GameServerSession[] => sessions,
    play: (count: number): void => {
      for (let made = 0; made < count; made++) {
        const { id, processId } = engine.ok(create({ fleetId: fleet.id }));
        const pid = engine.world.processes.get(processId)?.pid ?? 0;
        sessions.push(engine.ok({ type: "activateGameServerSession", pid, sessionId: id, maxPlayers: 0 }));
      }
    },
    /** The last ones are over. */
    endGames: (count: number): void => {
      for (const { id } of sessions.splice(-count, count)) end(engine, id);
    },
    minutes: (count: number): void => {
      for (let passed = 0; passed < count; passed++) {
        engine.pass(MINUTE_MS);
        settle();
      }
    },
    /** How many instances it has that do not go. */
    size: (): number => fleet.instances().filter(({ status }) => status === "ACTIVE" || status === "PENDING").length,
    /** What its history says of its scaling. */
    told: (): readonly string[] =>
      engine
        .fleetEvents(fleet.id)
        .filter(({ code }) => code === "FLEET_SCALING_EVENT")
        .map(({ message }) => message),
  };
}

function end(engine: TestEngine, sessionId: GameServerSessionId): void {
  const session = engine.world.sessions.get(sessionId);
  const process = session === undefined ? undefined : engine.world.processes.get(session.processId);
  if (process !== undefined) engine.ok({ type: "terminateGameServerSession", pid: process.pid, sessionId });
}
