import type { FleetEventId, FleetId } from "./ids.js";

/** What a fleet's history may tell (gse-semantics d.9), under the names of the API (m-24). */
export const fleetEventCodes = [
  "FLEET_CREATED",
  "FLEET_STATE_DOWNLOADING",
  "FLEET_BINARY_DOWNLOAD_FAILED",
  "FLEET_CREATION_EXTRACTING_BUILD",
  "FLEET_CREATION_RUNNING_INSTALLER",
  "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
  "FLEET_STATE_VALIDATING",
  "FLEET_VALIDATION_LAUNCH_PATH_NOT_FOUND",
  "FLEET_VALIDATION_EXECUTABLE_RUNTIME_FAILURE",
  "FLEET_VALIDATION_TIMED_OUT",
  "FLEET_STATE_BUILDING",
  "FLEET_STATE_ACTIVATING",
  "FLEET_ACTIVATION_FAILED",
  "FLEET_ACTIVATION_FAILED_NO_INSTANCES",
  "FLEET_INITIALIZATION_FAILED",
  "FLEET_STATE_ACTIVE",
  "FLEET_STATE_ERROR",
  "FLEET_SCALING_EVENT",
  "FLEET_NEW_GAME_SESSION_PROTECTION_POLICY_UPDATED",
  "FLEET_DELETED",
  "FLEET_STATE_DELETING",
  "GENERIC_EVENT",
  "SERVER_PROCESS_INVALID_PATH",
  "SERVER_PROCESS_PULL_FAILED",
  "SERVER_PROCESS_SDK_INITIALIZATION_TIMEOUT",
  "SERVER_PROCESS_PROCESS_READY_TIMEOUT",
  "SERVER_PROCESS_CRASHED",
  "SERVER_PROCESS_TERMINATED_UNHEALTHY",
  "SERVER_PROCESS_FORCE_TERMINATED",
  "SERVER_PROCESS_PROCESS_EXIT_TIMEOUT",
  "GAME_SESSION_ACTIVATION_TIMEOUT",
  "SERVER_DOWN",
] as const;
export type FleetEventCode = (typeof fleetEventCodes)[number];

/** One entry of a fleet's history; never changed, never live. */
export interface FleetEvent {
  readonly id: FleetEventId;
  /** Grows by one with each event of this host; the order of lists. */
  readonly seq: number;
  readonly fleetId: FleetId;
  readonly code: FleetEventCode;
  readonly atMs: number;
  readonly message: string;
  /** The log of what the event tells of, by its name in the log store; "" for none. */
  readonly log: string;
}
