import type * as wire from "../gen/cloud-api.js";
import type { DiskInfo, Fleet, FleetEvent, InboundPermission, RuntimeConfiguration } from "../model/index.js";
import type { FleetLoad } from "../ports/index.js";
import type { HostFacts } from "./host-facts.js";
import { resourceName } from "./resource-name.js";
import { toWireEnd, toWireTime } from "./to-wire.js";

export const toWireFleet = (fleet: Fleet, facts: HostFacts): wire.FleetAttributes => ({
  AssetId: fleet.assetId,
  CreationTime: toWireTime(fleet.createdAtMs),
  Description: fleet.description,
  FleetArn: resourceName(facts, fleet.region, "fleet", fleet.id),
  FleetId: fleet.id,
  FleetType: "ON_DEMAND",
  InstanceType: fleet.instanceType,
  Name: fleet.name,
  NewGameServerSessionProtectionPolicy: fleet.protectionPolicy,
  OperatingSystem: fleet.operatingSystem,
  ResourceCreationLimitPolicy: {
    NewGameServerSessionsPerCreator: fleet.creatorLimit.sessions,
    PolicyPeriodInMinutes: fleet.creatorLimit.periodMinutes,
  },
  Status: fleet.status,
  StoppedActions: fleet.isScaledByHand ? ["AUTO_SCALING"] : [],
  TerminationTime: toWireEnd(fleet.terminatedAtMs),
  // Other policies have no limit (gse-semantics m-34).
  GameServerSessionProtectionTimeLimit:
    fleet.protectionPolicy === "TimeLimitProtection" ? fleet.protectionTimeLimitMinutes : 0,
  // Opened, as with an account in good standing: nothing is billed here.
  BillingStatus: "BILLING_ACTIVATED",
  Tags: fleet.tags.map(({ key, value }) => ({ Key: key, Value: value })),
  DataDiskInfo: fleet.dataDisks.map(toWireDisk),
  SystemDiskInfo: toWireDisk(fleet.systemDisk ?? smallestSystemDisk),
  RelatedCcnInfos: [],
  InternetMaxBandwidthOut: fleet.bandwidthMbps,
});

/** gse-semantics d.1 */
export const smallestSystemDisk: DiskInfo = { diskType: "CLOUD_PREMIUM", diskSizeGb: 50 };

const toWireDisk = ({ diskType, diskSizeGb }: DiskInfo): wire.DiskInfo => ({
  DiskType: diskType as wire.DiskInfo["DiskType"],
  DiskSize: diskSizeGb,
});

export const toWireRuntime = (runtime: RuntimeConfiguration): wire.RuntimeConfiguration => ({
  GameServerSessionActivationTimeoutSeconds: runtime.activationTimeoutSeconds,
  MaxConcurrentGameServerSessionActivations: runtime.maxConcurrentActivations,
  ServerProcesses: runtime.serverProcesses.map(({ launchPath, parameters, concurrentExecutions }) => ({
    ConcurrentExecutions: concurrentExecutions,
    LaunchPath: launchPath,
    Parameters: parameters,
  })),
});

export const toWirePermission = (rule: InboundPermission): wire.InboundPermission => ({
  FromPort: rule.fromPort,
  IpRange: rule.ipRange,
  Protocol: rule.protocol,
  ToPort: rule.toPort,
});

export const toWireCapacity = (fleet: Fleet, { instances }: FleetLoad): wire.FleetCapacity => ({
  FleetId: fleet.id,
  InstanceType: fleet.instanceType,
  InstanceCounts: {
    Active: instances.active,
    Desired: fleet.capacity.desired,
    Idle: instances.idle,
    MaxiNum: fleet.capacity.max,
    MiniNum: fleet.capacity.min,
    Pending: instances.pending,
    Terminating: instances.terminating,
  },
  ScalingInterval: fleet.capacity.scalingIntervalMinutes,
});

export const toWireUtilization = ({ id }: Fleet, load: FleetLoad): wire.FleetUtilization => ({
  ActiveGameServerSessionCount: load.sessions - load.activatingSessions,
  ActiveServerProcessCount: load.processes,
  CurrentPlayerSessionCount: load.players,
  FleetId: id,
  MaximumPlayerSessionCount: load.playerSlots,
});

export const toWireEvent = (event: FleetEvent, logUrl: (name: string) => string): wire.Event => ({
  EventCode: event.code,
  EventId: event.id,
  EventTime: toWireTime(event.atMs),
  Message: event.message,
  PreSignedLogUrl: event.log === "" ? "" : logUrl(event.log),
  ResourceId: event.fleetId,
});
