import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { executionsOf } from "./main-fleet.js";
import { processesOf } from "./os-processes.js";
import { comesTrue } from "./pause.js";
import { askAbout } from "./see-placement.js";
import type { Scene } from "./scene.js";

/** A process that crashed soon is started again after a wait that doubles. */
const PATIENCE_MS = 60_000;

/**
 * With nobody asking for anything: every fleet comes to what is wanted of it, and then the machine runs what the host says, in
 * the folders of the instances that the host has, and nothing else.
 */
export async function checkSettled(scene: Scene): Promise<void> {
  let why: string | undefined;
  const isSettled = await comesTrue(
    async () => {
      why = await whyNotSettled(scene);
      return why === undefined;
    },
    PATIENCE_MS,
    100,
  );
  if (!isSettled) scene.violation(`after ${String(PATIENCE_MS / 1_000)} s of quiet ${why ?? ""}`);
  else scene.figures.count("times that all had settled");
}

async function whyNotSettled(scene: Scene): Promise<string | undefined> {
  const { FleetAttributes: fleets } = await scene.api.ask("DescribeFleetAttributes", { Limit: 100 });
  const running = new Map<string, number>();
  const free = new Map<string, number>();
  for (const { FleetId, Name, Status } of fleets) {
    if (Status !== "ACTIVE") return `${Name} is ${Status}`;
    const why = await whyFleetNotSettled(scene, FleetId, running, free);
    if (why !== undefined) return `${Name} ${why}`;
  }
  return (
    (await whySessionsNotSettled(scene)) ??
    (await whyPlacementsNotSettled(scene, free)) ??
    whyMachineNotSettled(scene.dataDir, running)
  );
}

/** Nobody waits beside a process that is free for him, nor for longer than his queue allows. */
async function whyPlacementsNotSettled(scene: Scene, free: ReadonlyMap<string, number>): Promise<string | undefined> {
  const { openPlacements, mainFleetId } = scene.ledger;
  for (const record of openPlacements) {
    await askAbout(scene, record);
    if (record.ended !== undefined) continue;
    if (record.queue === "hasty") return `${record.name} is PENDING in the queue ${record.queue}`;
    const count = free.get(mainFleetId) ?? 0;
    if (count > 0) return `${record.name} is PENDING, and ${String(count)} processes are free`;
  }
  return undefined;
}

/** Each is ACTIVE or over, and counts the players whom it has. */
async function whySessionsNotSettled({ api, ledger }: Scene): Promise<string | undefined> {
  for (const { id, name } of ledger.openSessions) {
    const { GameServerSessions } = await api.ask("DescribeGameServerSessions", { GameServerSessionId: id });
    const { PlayerSessions } = await api.ask("DescribePlayerSessions", { GameServerSessionId: id, Limit: 100 });
    const slots = PlayerSessions.filter(({ Status }) => Status === "RESERVED" || Status === "ACTIVE").length;
    for (const { Status, CurrentPlayerSessionCount: count } of GameServerSessions) {
      if (Status === "ACTIVATING" || Status === "TERMINATING") return `${name} is ${Status}`;
      if (Status === "ACTIVE" && count !== slots)
        return `${name} counts ${String(count)} players, and has ${String(slots)}`;
    }
  }
  return undefined;
}

/**
 * @param running takes the processes of each instance
 * @param free takes how many of the fleet's can be given a session
 */
async function whyFleetNotSettled(
  { api }: Scene,
  FleetId: string,
  running: Map<string, number>,
  free: Map<string, number>,
): Promise<string | undefined> {
  const { FleetCapacity: capacities } = await api.ask("DescribeFleetCapacity", { FleetIds: [FleetId] });
  const { RuntimeConfiguration } = await api.ask("DescribeRuntimeConfiguration", { FleetId });
  const { Instances: instances } = await api.ask("DescribeInstancesExtend", { FleetId, Offset: 0, Limit: 100 });
  for (const { Instance, State, ActiveProcessCnt, HealthyProcessCnt, GameSessionCnt } of instances) {
    const { InstanceId } = Instance;
    running.set(InstanceId, ActiveProcessCnt);
    if (State === "Active") free.set(FleetId, (free.get(FleetId) ?? 0) + HealthyProcessCnt - GameSessionCnt);
    if (State === "Pending") return `has ${InstanceId}, which is ${State}`;
    if (State === "Terminating" && GameSessionCnt === 0)
      return `has ${InstanceId}, which is ${State}, without a session`;
    // Those of a former configuration stay with their sessions.
    const fewest = executionsOf(RuntimeConfiguration);
    if (State === "Active" && (ActiveProcessCnt < fewest || ActiveProcessCnt > fewest + GameSessionCnt))
      return `has ${String(ActiveProcessCnt)} processes and ${String(GameSessionCnt)} sessions on ${InstanceId}, where ${String(fewest)} are wanted`;
  }
  const desired = capacities[0]?.InstanceCounts.Desired;
  const active = instances.filter(({ State }) => State === "Active").length;
  return active === desired ? undefined : `has ${String(active)} instances, not ${String(desired)}`;
}

function whyMachineNotSettled(dataDir: string, running: ReadonlyMap<string, number>): string | undefined {
  const processes = processesOf(dataDir);
  for (const [instanceId, count] of running) {
    const found = processes.filter((one) => one.instanceId === instanceId).map(({ pid }) => String(pid));
    if (found.length !== count)
      return `the machine runs ${String(found.length)} processes on ${instanceId} (${found.join(", ")}), where the host says ${String(count)}`;
    if (!existsSync(join(dataDir, "instances", instanceId, "game"))) return `the folder of ${instanceId} is gone`;
  }
  const stray = processes.find(({ instanceId }) => !running.has(instanceId));
  if (stray !== undefined) return `the machine runs ${JSON.stringify(stray)}, of which the host knows nothing`;
  for (const name of readdirSync(join(dataDir, "instances"))) {
    if (!running.has(name)) return `there is a folder of an instance that the host does not have: ${name}`;
    if (existsSync(join(dataDir, "instances", name, "game.partial"))) return `${name} is half unpacked`;
  }
  const half = readdirSync(join(dataDir, "blobs")).find((name) => name.endsWith(".tmp"));
  if (half !== undefined) return `there is an upload that never came to its end: ${half}`;
  return undefined;
}
