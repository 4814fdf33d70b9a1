import {
  noScaling,
  type Asset,
  type AssetId,
  type Fleet,
  type Instance,
  type InstanceId,
  type Launch,
  type ProcessId,
} from "../../../src/model/index.js";
import { atMs, fleetId } from "../../support/builders.js";

export const instanceId = "ins-1" as InstanceId;
export const processId = "process-1" as ProcessId;

export const anAsset = (given: Partial<Asset> = {}): Asset => ({
  id: "asset-1" as AssetId,
  seq: 1,
  region: "ap-shanghai",
  name: "an asset",
  version: "1",
  operatingSystem: "CentOS7.16",
  imageId: "",
  sizeBytes: 1,
  blob: "package.zip",
  createdAtMs: atMs,
  deletedAtMs: null,
  tags: [],
  ...given,
});

interface FleetGiven extends Partial<Fleet> {
  readonly launchPaths?: readonly string[];
  readonly parameters?: string;
}

export const aFleet = ({ launchPaths = ["server"], parameters = "", ...given }: FleetGiven = {}): Fleet => ({
  id: fleetId,
  scaling: noScaling,
  seq: 1,
  assetId: anAsset().id,
  region: "ap-shanghai",
  name: "a fleet",
  description: "",
  instanceType: "localhost",
  operatingSystem: "CentOS7.16",
  status: "NEW",
  statusReason: "",
  createdAtMs: atMs,
  terminatedAtMs: null,
  capacity: { desired: 1, min: 1, max: 1, scalingIntervalMinutes: 10 },
  isScaledByHand: true,
  hasBeenActive: false,
  runtime: {
    serverProcesses: launchPaths.map((launchPath) => ({ launchPath, parameters, concurrentExecutions: 1 })),
    activationTimeoutSeconds: 600,
    maxConcurrentActivations: 0,
  },
  inboundPermissions: [{ protocol: "TCP", fromPort: 7000, toPort: 7099, ipRange: "0.0.0.0/0" }],
  protectionPolicy: "NoProtection",
  protectionTimeLimitMinutes: 60,
  creatorLimit: { sessions: 0, periodMinutes: 0 },
  tags: [],
  systemDisk: null,
  dataDisks: [],
  bandwidthMbps: 0,
  ...given,
});

export const anInstance = (given: Partial<Instance> = {}): Instance => ({
  id: instanceId,
  seq: 1,
  fleetId,
  status: "PENDING",
  ipAddress: "127.0.0.1",
  weight: 5,
  isReserved: false,
  createdAtMs: atMs,
  terminatedAtMs: null,
  ...given,
});

export const aLaunch = (given: Partial<Launch> = {}): Launch => ({
  id: processId,
  fleetId,
  instanceId,
  launchPath: "server",
  parameters: "",
  status: "STARTING",
  pid: null,
  startedAt: null,
  token: "token-of-process-1",
  launchedAtMs: atMs,
  dueAtMs: null,
  reason: "",
  ...given,
});
