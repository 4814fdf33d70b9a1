import type { Tag } from "./asset.js";
import type { ProtectionPolicy } from "./game-server-session.js";
import type { AssetId, FleetId } from "./ids.js";
import type { FleetScaling } from "./scaling.js";

/** What a fleet decides for its processes and sessions (gse-semantics d.1, d.2). */
export interface FleetSettings {
  /** 1,000 to 600,000 ms. */
  readonly activationTimeoutMs: number;
  /** So many sessions of one instance may be ACTIVATING at the same moment; 0: any number. */
  readonly activationsAtOnce: number;
  readonly protectionPolicy: ProtectionPolicy;
  /** With TimeLimitProtection: how long a session may outlive the wish to end its process. */
  readonly protectionTimeLimitMs: number;
  readonly sessionsPerCreator: number;
  readonly creatorPeriodMs: number;
  /** Told to end, then ended, after three failed health checks; otherwise only shielded until a check succeeds. */
  readonly endsUnhealthyProcesses: boolean;
  readonly instanceType: string;
  /** Of sessions on processes that were started by hand; those of an instance have its weight. */
  readonly weight: number;
}

/** gse-semantics c.2, in the order in which a fleet passes them. */
export const fleetStatuses = [
  "NEW",
  "DOWNLOADING",
  "VALIDATING",
  "BUILDING",
  "ACTIVATING",
  "ACTIVE",
  "ERROR",
  "DELETING",
  "TERMINATED",
] as const;
export type FleetStatus = (typeof fleetStatuses)[number];

/** One executable that each instance runs, and how many of it (gse-semantics d.2). */
export interface ServerProcess {
  /** Absolute below `/local/game/`, or relative to it. */
  readonly launchPath: string;
  /** A command line's words, as a shell would split them; no shell runs. */
  readonly parameters: string;
  /** The sum over all entries is 1 to 50. */
  readonly concurrentExecutions: number;
}

/** gse-semantics d.2 */
export interface RuntimeConfiguration {
  readonly serverProcesses: readonly ServerProcess[];
  /** 1 to 600. */
  readonly activationTimeoutSeconds: number;
  /** 0: any number. */
  readonly maxConcurrentActivations: number;
}

/** Which entry a process was launched for: what is the same in two configurations goes on undisturbed. */
export const launchKey = ({ launchPath, parameters }: ServerProcess): string => `${launchPath} ${parameters}`;

/** Ports that players may reach, both ends included (gse-semantics d.4). */
export interface InboundPermission {
  readonly protocol: "TCP" | "UDP";
  readonly fromPort: number;
  readonly toPort: number;
  readonly ipRange: string;
}

/** At most so many new sessions of one creator in the period (gse-semantics d.6). */
export interface CreatorLimit {
  readonly sessions: number;
  readonly periodMinutes: number;
}

export interface DiskInfo {
  readonly diskType: string;
  readonly diskSizeGb: number;
}

/** How many instances there shall be (gse-semantics d.8). min ≤ desired ≤ max. */
export interface FleetCapacity {
  readonly desired: number;
  readonly min: number;
  readonly max: number;
  /** Minutes between two scaling actions. */
  readonly scalingIntervalMinutes: number;
}

/** What a caller decides about a fleet. */
export interface FleetDesign {
  readonly assetId: AssetId;
  readonly name: string;
  readonly description: string;
  readonly instanceType: string;
  readonly runtime: RuntimeConfiguration;
  readonly inboundPermissions: readonly InboundPermission[];
  readonly protectionPolicy: ProtectionPolicy;
  readonly protectionTimeLimitMinutes: number;
  readonly creatorLimit: CreatorLimit;
  readonly tags: readonly Tag[];
  /** Kept and shown; one machine has the disks and the network that it has. */
  readonly systemDisk: DiskInfo | null;
  readonly dataDisks: readonly DiskInfo[];
  readonly bandwidthMbps: number;
}

/** A group of instances that run the same asset in the same way. */
export interface Fleet extends FleetDesign {
  readonly id: FleetId;
  /** Grows by one with each fleet of this host; the order of lists. */
  readonly seq: number;
  readonly region: string;
  readonly operatingSystem: string;
  readonly status: FleetStatus;
  /** Why it is in ERROR, in words. */
  readonly statusReason: string;
  readonly createdAtMs: number;
  /** Null until TERMINATED. */
  readonly terminatedAtMs: number | null;
  readonly capacity: FleetCapacity;
  /** True: only the desired number counts; policies do not move it. */
  readonly isScaledByHand: boolean;
  readonly scaling: FleetScaling;
  /** Once ACTIVE: a later failure of an instance is that instance's alone. */
  readonly hasBeenActive: boolean;
}

/** The desired number is what its policies make it, whatever it was set to. */
export const isScaledByPolicies = ({ isScaledByHand, scaling }: Fleet): boolean =>
  !isScaledByHand && scaling.policies.length > 0;

/** True while it still has something to do; then it is history. */
export const isLiveFleet = (fleet: Fleet): boolean => fleet.status !== "TERMINATED";

export const processesPerInstance = ({ runtime }: Pick<Fleet, "runtime">): number =>
  runtime.serverProcesses.reduce((sum, { concurrentExecutions }) => sum + concurrentExecutions, 0);
