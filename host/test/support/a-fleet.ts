import {
  noScaling,
  type Asset,
  type AssetId,
  type Fleet,
  type FleetCommand,
  type FleetDesign,
  type FleetEvent,
  type FleetEventCode,
  type FleetEventId,
  type FleetId,
  type GameServerProcess,
  type Instance,
  type InstanceId,
  type Launch,
  type ProcessId,
} from "../../src/model/index.js";
import type { Effect } from "../../src/engine/index.js";
import type { TestEngine } from "./an-engine.js";
import { atMs } from "./builders.js";

type CreateAsset = Extract<FleetCommand, { type: "createAsset" }>;

export const newAsset = (given: Partial<CreateAsset> = {}): CreateAsset => ({
  type: "createAsset",
  region: "ap-shanghai",
  name: "chat",
  version: "1",
  operatingSystem: "CentOS7.16",
  imageId: "",
  sizeBytes: 1_000,
  blob: "blob-1",
  tags: [],
  ...given,
});

export const aDesign = (asset: Asset, given: Partial<FleetDesign> = {}): FleetDesign => ({
  assetId: asset.id,
  name: "chat",
  description: "",
  instanceType: "S5.LARGE8",
  runtime: {
    serverProcesses: [{ launchPath: "/local/game/server", parameters: "", concurrentExecutions: 2 }],
    activationTimeoutSeconds: 60,
    maxConcurrentActivations: 0,
  },
  inboundPermissions: [{ protocol: "TCP", fromPort: 7_000, toPort: 7_099, ipRange: "0.0.0.0/0" }],
  protectionPolicy: "NoProtection",
  protectionTimeLimitMinutes: 60,
  creatorLimit: { sessions: 2, periodMinutes: 3 },
  tags: [],
  systemDisk: null,
  dataDisks: [],
  bandwidthMbps: 100,
  ...given,
});

export const anAsset = (given: Partial<Asset> = {}): Asset => {
  const { type: _type, ...asset } = newAsset();
  return { id: "asset-1" as AssetId, seq: 1, ...asset, createdAtMs: atMs, deletedAtMs: null, ...given };
};

export const aFleetRow = (given: Partial<Fleet> = {}): Fleet => ({
  id: "fleet-1-1" as FleetId,
  seq: 1,
  region: "ap-shanghai",
  operatingSystem: "CentOS7.16",
  status: "ACTIVE",
  statusReason: "",
  createdAtMs: atMs,
  terminatedAtMs: null,
  capacity: { desired: 1, min: 0, max: 1, scalingIntervalMinutes: 10 },
  isScaledByHand: true,
  scaling: noScaling,
  hasBeenActive: true,
  ...aDesign(anAsset()),
  ...given,
});

export const anInstance = (given: Partial<Instance> = {}): Instance => ({
  id: "ins-1" as InstanceId,
  seq: 1,
  fleetId: aFleetRow().id,
  status: "ACTIVE",
  ipAddress: "127.0.0.1",
  weight: 5,
  isReserved: false,
  createdAtMs: atMs,
  terminatedAtMs: null,
  ...given,
});

export const aLaunch = (given: Partial<Launch> = {}): Launch => ({
  id: "process-1" as ProcessId,
  fleetId: aFleetRow().id,
  instanceId: anInstance().id,
  launchPath: "/local/game/server",
  parameters: "--name 'a b'",
  status: "READY",
  pid: 101,
  startedAt: "boot 101",
  token: "a token",
  launchedAtMs: atMs,
  dueAtMs: null,
  reason: "",
  ...given,
});

export const aFleetEvent = (given: Partial<FleetEvent> = {}): FleetEvent => ({
  id: "event-1" as FleetEventId,
  seq: 1,
  fleetId: aFleetRow().id,
  code: "FLEET_CREATED",
  atMs,
  message: "Fleet has been created with state NEW.",
  log: "",
  ...given,
});

/** A fleet on the engine alone, whose machine the test plays. */
export function aFleet(engine: TestEngine, given: Partial<FleetDesign> = {}, region = "ap-shanghai") {
  const asset = engine.ok(newAsset({ region, blob: `blob-${String(engine.now())}-${String(Math.max(0, ++blobs))}` }));
  const created = engine.run({ type: "createFleet", region, design: aDesign(asset, given) });
  if (!created.reply.ok) throw new Error(created.reply.refusal.message);
  const { id } = created.reply.value;
  let effects: readonly Effect[] = created.effects;

  const run: TestEngine["run"] = (command) => {
    const decided = engine.run(command);
    effects = decided.effects;
    return decided;
  };
  const { deployment } = engine.world;
  const instances = (): readonly Instance[] => engine.world.deployment.instancesOf(id);
  const launches = (): readonly Launch[] => instances().flatMap((on) => engine.world.deployment.launchesOn(on.id));

  return {
    id,
    asset,
    run,
    deployment,
    /** Of the command before. */
    effects: () => effects,
    row: (): Fleet => engine.world.findFleet(id) ?? missing(id),
    instances,
    launches,
    events: (): readonly FleetEventCode[] => engine.fleetEvents(id).map(({ code }) => code),
    lastEvent: () => engine.fleetEvents(id).at(-1),
    /** Every step of setting the instance up went well. */
    setUp: (instanceId: InstanceId = onlyOf(instances()).id) => {
      let all: readonly Effect[] = [];
      for (const step of ["download", "extract", "install", "validate"] as const) {
        const done = { type: "instanceStepDone", instanceId, step, outcome: { ok: true }, log: `${step}.log` } as const;
        all = [...all, ...run(done).effects];
      }
      effects = all;
      return all;
    },
    /** Every launch that was asked for runs, under the pids from `firstPid` on. */
    start: (firstPid = 1_001): readonly Launch[] => {
      let pid = firstPid;
      for (const launch of launches().filter(({ status }) => status === "STARTING"))
        run({
          type: "launchDone",
          processId: launch.id,
          outcome: { ok: true, pid, startedAt: `boot ${String(pid++)}` },
        });
      return launches().filter(({ status }) => status === "STARTED");
    },
    ready: (launch: Pick<Launch, "pid">, port = 7_000): GameServerProcess => readyOf(engine, launch, port),
    exit: (launch: { readonly id: ProcessId }, how = "exit code 1") =>
      run({ type: "launchExited", processId: launch.id, how, log: "" }),
    /** Set up, started, and every process ready. */
    active: (firstPid = 1_001): readonly GameServerProcess[] => {
      for (const instance of instances())
        if (instance.status === "PENDING")
          for (const step of ["download", "extract", "install", "validate"] as const)
            run({ type: "instanceStepDone", instanceId: instance.id, step, outcome: { ok: true }, log: "" });
      let pid = firstPid;
      for (const launch of launches().filter(({ status }) => status === "STARTING")) {
        run({
          type: "launchDone",
          processId: launch.id,
          outcome: { ok: true, pid, startedAt: `boot ${String(pid)}` },
        });
        readyOf(engine, { pid }, 7_000 + (pid++ % 100));
      }
      return [...engine.world.processes.values()].filter((process) => process.fleetId === id);
    },
  };
}

let blobs = 0;

function readyOf(engine: TestEngine, { pid }: Pick<Launch, "pid">, port: number): GameServerProcess {
  if (pid === null) throw new Error("it has not been started");
  return engine.ok({
    type: "processReady",
    pid,
    startedAt: `boot ${String(pid)}`,
    groupLeader: pid,
    clientPort: port,
    grpcPort: 9_000 + (pid % 1_000),
    logPaths: [],
  });
}

function onlyOf<T>(all: readonly T[]): T {
  const [first] = all;
  if (first === undefined) throw new Error("there is none");
  return first;
}

const missing = (id: FleetId): never => {
  throw new Error(`there is no fleet "${id}"`);
};
