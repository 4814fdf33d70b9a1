import type { Alias, AliasRouting } from "./alias.js";
import type { Asset, Tag } from "./asset.js";
import type { Fleet, FleetDesign, InboundPermission, CreatorLimit, RuntimeConfiguration } from "./fleet.js";
import type { ProtectionPolicy } from "./game-server-session.js";
import type { AliasId, AssetId, FleetId, InstanceId, ProcessId } from "./ids.js";
import type { Instance, SetUpStep, StepOutcome } from "./instance.js";
import type { LaunchOutcome } from "./launch.js";
import type { MachineMeasure } from "./machine-measure.js";

/** What the cloud API asks of assets, fleets and instances. Shapes and ranges of single fields were checked before. */
export type FleetCommand =
  | {
      /** The package lies in the blob store and was found whole. */
      readonly type: "createAsset";
      readonly region: string;
      readonly name: string;
      readonly version: string;
      readonly operatingSystem: string;
      readonly imageId: string;
      readonly sizeBytes: number;
      readonly blob: string;
      readonly tags: readonly Tag[];
    }
  | { readonly type: "updateAsset"; readonly assetId: AssetId; readonly name: string; readonly version: string }
  | { readonly type: "deleteAsset"; readonly assetId: AssetId }
  | {
      readonly type: "createFleet";
      readonly region: string;
      readonly design: FleetDesign;
    }
  | {
      /** As many fleets like this one, with what is given changed. */
      readonly type: "copyFleet";
      readonly fleetId: FleetId;
      readonly copies: number;
      readonly changes: Partial<FleetDesign>;
      /** With its mode, its policies and its cool-down; with its timers. Its sizes begin as those of any new fleet. */
      readonly withScaling: boolean;
      readonly withTimers: boolean;
    }
  | {
      readonly type: "updateFleetAttributes";
      readonly fleetId: FleetId;
      readonly name?: string;
      readonly description?: string;
      readonly protectionPolicy?: ProtectionPolicy;
      readonly protectionTimeLimitMinutes?: number;
      readonly creatorLimit?: CreatorLimit;
    }
  | {
      readonly type: "updateFleetPortSettings";
      readonly fleetId: FleetId;
      readonly authorizations: readonly InboundPermission[];
      readonly revocations: readonly InboundPermission[];
    }
  | {
      readonly type: "updateRuntimeConfiguration";
      readonly fleetId: FleetId;
      readonly runtime: RuntimeConfiguration;
    }
  | {
      /** What is absent stays. */
      readonly type: "updateFleetCapacity";
      readonly fleetId: FleetId;
      readonly desired?: number;
      readonly min?: number;
      readonly max?: number;
      readonly scalingIntervalMinutes?: number;
    }
  | { readonly type: "deleteFleet"; readonly fleetId: FleetId }
  | {
      readonly type: "updateInstance";
      readonly fleetId: FleetId;
      readonly instanceId: InstanceId;
      readonly weight?: number;
      readonly isReserved?: boolean;
    };

/** What the cloud API asks of aliases. */
export type AliasCommand =
  | {
      readonly type: "createAlias";
      readonly region: string;
      readonly name: string;
      readonly description: string;
      readonly routing: AliasRouting;
      readonly tags: readonly Tag[];
    }
  | {
      /** What is absent stays. */
      readonly type: "updateAlias";
      readonly aliasId: AliasId;
      readonly name?: string;
      readonly description?: string;
      readonly routing?: AliasRouting;
    }
  | { readonly type: "deleteAlias"; readonly aliasId: AliasId };

/** What the host saw of instances and of the processes that it launched. */
export type MachineCommand =
  | {
      /** One step of setting an instance up is over; after a failure there is no next one. `log`: its name in the log store, "" for none. */
      readonly type: "instanceStepDone";
      readonly instanceId: InstanceId;
      readonly step: SetUpStep;
      readonly outcome: StepOutcome;
      readonly log: string;
    }
  /** Its folder is gone. */
  | { readonly type: "instanceRemoved"; readonly instanceId: InstanceId }
  | { readonly type: "launchDone"; readonly processId: ProcessId; readonly outcome: LaunchOutcome }
  /** The operating system has it no more. `how`: "exit code 1", "signal SIGSEGV". `log`: its last output, in the log store. */
  | {
      readonly type: "launchExited";
      readonly processId: ProcessId;
      readonly how: string;
      readonly log: string;
    }
  /** Now and then. */
  | { readonly type: "machineMeasured"; readonly measure: MachineMeasure }
  /** No new sessions, no new launches; every process is told to go as its protection allows. Holds until the host ends. */
  | { readonly type: "drain"; readonly reason: string };

export interface FleetReplies {
  createAlias: Alias;
  updateAlias: Alias;
  deleteAlias: Alias;
  createAsset: Asset;
  updateAsset: Asset;
  deleteAsset: Asset;
  createFleet: Fleet;
  copyFleet: readonly Fleet[];
  updateFleetAttributes: Fleet;
  updateFleetPortSettings: Fleet;
  updateRuntimeConfiguration: Fleet;
  updateFleetCapacity: Fleet;
  deleteFleet: Fleet;
  updateInstance: Instance;
  instanceStepDone: undefined;
  instanceRemoved: undefined;
  launchDone: undefined;
  launchExited: undefined;
  machineMeasured: undefined;
  drain: undefined;
}
