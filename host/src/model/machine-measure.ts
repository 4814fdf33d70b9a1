import type { FleetId } from "./ids.js";

/** What the machine has, and what the processes of its fleets take of it (issue 7). */
export interface MachineMeasure {
  readonly memoryBytes: number;
  /** What programs could still have without others being pushed out of memory. */
  readonly availableBytes: number;
  readonly processors: number;
  /** Of those whose processes were measured. */
  readonly fleets: readonly FleetUse[];
}

export interface FleetUse {
  readonly fleetId: FleetId;
  /** So many were measured. */
  readonly processes: number;
  /** Of all of them together. */
  readonly memoryBytes: number;
  /** How many processors they have kept busy of late, all together. */
  readonly processors: number;
}
