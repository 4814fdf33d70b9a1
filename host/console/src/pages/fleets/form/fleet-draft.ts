import type { ActionTypes, FleetAttributes, InboundPermission, RuntimeConfiguration } from "../../../api/catalogue.js";

/** A form's fields hold what was typed, whatever that is. */
export interface FleetDraft {
  readonly name: string;
  readonly description: string;
  readonly assetId: string;
  /** How many fleets, when one is copied. */
  readonly copies: string;
  readonly processes: readonly ProcessDraft[];
  readonly activationTimeout: string;
  /** "": as many as there are. */
  readonly maxActivations: string;
  readonly instanceType: string;
  readonly ports: readonly PortDraft[];
  readonly bandwidth: string;
  readonly protection: Protection;
  readonly timeLimit: string;
  readonly sessionsPerCreator: string;
  readonly periodMinutes: string;
  readonly tags: readonly TagDraft[];
}

export type Protection = "NoProtection" | "TimeLimitProtection" | "FullProtection";

export interface ProcessDraft {
  readonly path: string;
  readonly parameters: string;
  readonly count: string;
}

export interface PortDraft {
  readonly protocol: "TCP" | "UDP";
  readonly from: string;
  readonly to: string;
  readonly ipRange: string;
}

export interface TagDraft {
  readonly name: string;
  readonly value: string;
}

/** Defaults of GSE (gse-semantics d.1, d.2). */
export const newFleet: FleetDraft = {
  name: "",
  description: "",
  assetId: "",
  copies: "1",
  processes: [{ path: "", parameters: "", count: "1" }],
  activationTimeout: "600",
  maxActivations: "",
  instanceType: "",
  ports: [{ protocol: "TCP", from: "7000", to: "7099", ipRange: "0.0.0.0/0" }],
  bandwidth: "100",
  protection: "NoProtection",
  timeLimit: "60",
  sessionsPerCreator: "2",
  periodMinutes: "3",
  tags: [],
};

/** What a fleet is like, to be made again. */
export const draftOf = (
  fleet: FleetAttributes,
  runtime: RuntimeConfiguration,
  ports: readonly InboundPermission[],
): FleetDraft => ({
  ...newFleet,
  ...processDraftOf(runtime),
  name: fleet.Name,
  description: fleet.Description,
  assetId: fleet.AssetId,
  instanceType: fleet.InstanceType,
  ports: ports.map(portDraftOf),
  bandwidth: String(fleet.InternetMaxBandwidthOut),
  ...protectionDraftOf(fleet),
  tags: fleet.Tags.map(({ Key, Value }) => ({ name: Key, value: Value })),
});

export const processDraftOf = (
  runtime: RuntimeConfiguration,
): Pick<FleetDraft, "processes" | "activationTimeout" | "maxActivations"> => ({
  processes: (runtime.ServerProcesses ?? []).map(({ LaunchPath, Parameters, ConcurrentExecutions }) => ({
    path: LaunchPath ?? "",
    parameters: Parameters ?? "",
    count: String(ConcurrentExecutions ?? 1),
  })),
  activationTimeout: String(runtime.GameServerSessionActivationTimeoutSeconds ?? 600),
  maxActivations: String(runtime.MaxConcurrentGameServerSessionActivations || ""),
});

export const protectionDraftOf = (
  fleet: FleetAttributes,
): Pick<FleetDraft, "protection" | "timeLimit" | "sessionsPerCreator" | "periodMinutes"> => ({
  protection: protectionOf(fleet.NewGameServerSessionProtectionPolicy),
  timeLimit: String(fleet.GameServerSessionProtectionTimeLimit || newFleet.timeLimit),
  sessionsPerCreator: String(fleet.ResourceCreationLimitPolicy.NewGameServerSessionsPerCreator ?? 2),
  periodMinutes: String(fleet.ResourceCreationLimitPolicy.PolicyPeriodInMinutes ?? 3),
});

const portDraftOf = ({ Protocol, FromPort, ToPort, IpRange }: InboundPermission): PortDraft => ({
  protocol: Protocol ?? "TCP",
  from: String(FromPort ?? ""),
  to: String(ToPort ?? ""),
  ipRange: IpRange ?? "",
});

export const protectionOf = (name: string): Protection =>
  name === "FullProtection" || name === "TimeLimitProtection" ? name : "NoProtection";

/** Of a draft without problems. */
export const createRequestOf = (draft: FleetDraft): ActionTypes["CreateFleet"]["request"] => ({
  Name: draft.name,
  ...(draft.description !== "" && { Description: draft.description }),
  AssetId: draft.assetId,
  RuntimeConfiguration: runtimeOf(draft),
  ...(draft.instanceType !== "" && { InstanceType: draft.instanceType }),
  InboundPermissions: draft.ports.map(permissionOf),
  ...(draft.bandwidth !== "" && { InternetMaxBandwidthOut: Number(draft.bandwidth) }),
  NewGameServerSessionProtectionPolicy: draft.protection,
  ...(draft.protection === "TimeLimitProtection" && { GameServerSessionProtectionTimeLimit: Number(draft.timeLimit) }),
  ResourceCreationLimitPolicy: creatorLimitOf(draft),
  ...(draft.tags.length > 0 && { Tags: draft.tags.map(({ name, value }) => ({ Key: name, Value: value })) }),
});

export const copyRequestOf = (draft: FleetDraft, fleetId: string): ActionTypes["CopyFleet"]["request"] => ({
  FleetId: fleetId,
  CopyNumber: Number(draft.copies),
  ...createRequestOf(draft),
  Description: draft.description,
});

export const runtimeOf = (
  draft: Pick<FleetDraft, "processes" | "activationTimeout" | "maxActivations">,
): RuntimeConfiguration => ({
  ServerProcesses: draft.processes.map(({ path, parameters, count }) => ({
    LaunchPath: path.trim(),
    ...(parameters !== "" && { Parameters: parameters }),
    ConcurrentExecutions: Number(count),
  })),
  GameServerSessionActivationTimeoutSeconds: Number(draft.activationTimeout),
  // 0: as many as there are (gse-semantics d.2).
  MaxConcurrentGameServerSessionActivations: Number(draft.maxActivations),
});

export const permissionOf = ({ protocol, from, to, ipRange }: PortDraft) => ({
  Protocol: protocol,
  FromPort: Number(from),
  ToPort: Number(to),
  IpRange: ipRange,
});

export const creatorLimitOf = (draft: Pick<FleetDraft, "sessionsPerCreator" | "periodMinutes">) => ({
  NewGameServerSessionsPerCreator: Number(draft.sessionsPerCreator),
  PolicyPeriodInMinutes: Number(draft.periodMinutes),
});
