import type { ActionName, ActionTypes } from "../gen/cloud-api.js";
import type { AssetId, CreatorLimit, FleetDesign, ProtectionPolicy } from "../model/index.js";
import { ApiRefusal } from "./api-refusal.js";
import { refusalOf } from "./error-codes.js";
import { smallestSystemDisk } from "./fleet-wire.js";
import { MACHINE_TYPE } from "./host-facts.js";
import { onlyGiven } from "./only-given.js";
import { permissionsOf } from "./port-request.js";
import { defaultRuntime, runtimeOf } from "./runtime-request.js";

type FleetRequest = Omit<ActionTypes["CreateFleet"]["request"], "PeerVpcId" | "SubNetId">;

/** gse-semantics d.1 */
const DEFAULT_TIME_LIMIT_MINUTES = 60;
const defaultCreatorLimit: CreatorLimit = { sessions: 2, periodMinutes: 3 };
const DEFAULT_BANDWIDTH_MBPS = 100;

/**
 * The whole design of a new fleet (gse-semantics d.1). The wire marks nothing as required; without asset, name and something to
 * launch there is no fleet.
 * @throws ApiRefusal
 */
export function designOf(action: ActionName, request: FleetRequest): FleetDesign {
  const assetId = required(action, "AssetId", request.AssetId, "the asset that DescribeAssets lists");
  const name = required(action, "Name", request.Name, "a name of 1 to 50 characters");
  const design = {
    description: "",
    instanceType: MACHINE_TYPE,
    inboundPermissions: [],
    protectionPolicy: "NoProtection",
    protectionTimeLimitMinutes: DEFAULT_TIME_LIMIT_MINUTES,
    creatorLimit: defaultCreatorLimit,
    tags: [],
    systemDisk: smallestSystemDisk,
    dataDisks: [],
    bandwidthMbps: DEFAULT_BANDWIDTH_MBPS,
    ...changesOf(action, request),
    runtime: runtimeOf(action, request.RuntimeConfiguration ?? {}, defaultRuntime),
    assetId: assetId as AssetId,
    name,
  } satisfies FleetDesign;
  return design;
}

/**
 * What a request says of a fleet's design, and nothing else.
 * @param before what holds where it says nothing
 * @throws ApiRefusal
 */
export function changesOf(
  action: ActionName,
  request: FleetRequest,
  before?: Pick<FleetDesign, "protectionPolicy" | "creatorLimit" | "runtime">,
): Partial<FleetDesign> {
  refuseCcn(request);
  const policy = request.NewGameServerSessionProtectionPolicy;
  return onlyGiven({
    // An empty text is what forms send for nothing.
    assetId: (request.AssetId || undefined) as AssetId | undefined,
    name: request.Name,
    description: request.Description,
    instanceType: request.InstanceType || undefined,
    inboundPermissions:
      request.InboundPermissions && permissionsOf(action, "InboundPermissions", request.InboundPermissions),
    protectionPolicy: policy,
    protectionTimeLimitMinutes: timeLimitOf(
      action,
      policy ?? before?.protectionPolicy ?? "NoProtection",
      request.GameServerSessionProtectionTimeLimit,
    ),
    creatorLimit:
      request.ResourceCreationLimitPolicy && creatorLimitOf(request.ResourceCreationLimitPolicy, before?.creatorLimit),
    runtime: request.RuntimeConfiguration && before && runtimeOf(action, request.RuntimeConfiguration, before.runtime),
    tags: request.Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
    systemDisk: request.SystemDiskInfo && diskOf(request.SystemDiskInfo),
    dataDisks: request.DataDiskInfo?.map(diskOf),
    bandwidthMbps: request.InternetMaxBandwidthOut,
  });
}

/**
 * The minutes of a time limit; undefined for none given. Only TimeLimitProtection has one: what other policies bring along
 * counts for nothing, whatever it is (gse-semantics d.1, m-34).
 * @throws ApiRefusal
 */
export function timeLimitOf(
  action: ActionName,
  policy: ProtectionPolicy,
  minutes: number | undefined,
): number | undefined {
  if (minutes === undefined || (minutes >= 5 && minutes <= 1_440)) return minutes;
  if (policy !== "TimeLimitProtection") return undefined;
  throw refusalOf(action, {
    kind: "invalid-value",
    message: `the parameter "GameServerSessionProtectionTimeLimit" is ${String(minutes)}; under TimeLimitProtection give 5 to 1440 minutes`,
  });
}

/** 0 stands for the default, as GSE answered it (gse-semantics d.6). */
export const creatorLimitOf = (
  given: Exclude<FleetRequest["ResourceCreationLimitPolicy"], undefined>,
  before: CreatorLimit = defaultCreatorLimit,
): CreatorLimit => ({
  sessions: orDefault(given.NewGameServerSessionsPerCreator, before.sessions, defaultCreatorLimit.sessions),
  periodMinutes: orDefault(given.PolicyPeriodInMinutes, before.periodMinutes, defaultCreatorLimit.periodMinutes),
});

const orDefault = (given: number | undefined, before: number, byDefault: number): number =>
  given === 0 ? byDefault : (given ?? before);

const diskOf = (disk: { readonly DiskType: string; readonly DiskSize: number }) => ({
  diskType: disk.DiskType,
  diskSizeGb: disk.DiskSize,
});

/** cloud-api-protocol 11: one machine has no networks of its own to attach. */
function refuseCcn({ CcnInfos }: FleetRequest): void {
  if (CcnInfos === undefined || CcnInfos.length === 0) return;
  throw noCcn(`"CcnInfos" is a list of ${String(CcnInfos.length)}`);
}

/** For whoever asks for what only a cloud has: under the code that both actions which take it list. */
export const noCcn = (found: string): ApiRefusal =>
  new ApiRefusal(
    "UnsupportedOperation",
    `the parameter ${found}; a GSE on one machine has no Cloud Connect Network to attach: leave it out`,
  );

function required(action: ActionName, field: string, value: string | undefined, what: string): string {
  if (value !== undefined && value !== "") return value;
  throw refusalOf(action, {
    kind: "missing-value",
    message: `the required parameter "${field}" is missing: give ${what}`,
  });
}
