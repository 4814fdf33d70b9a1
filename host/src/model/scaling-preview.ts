import type { ScalingPolicy } from "./scaling.js";

/** What is known of a minute that was. */
export interface PastMinute {
  readonly atMs: number;
  readonly sessions: number;
  readonly players: number;
  /** Instances that were desired. */
  readonly desired: number;
}

/** A fleet as far as its policies look at it. */
export interface PreviewedFleet {
  readonly policies: readonly ScalingPolicy[];
  readonly min: number;
  readonly max: number;
  readonly scalingIntervalMinutes: number;
  readonly processesPerInstance: number;
}

export interface PreviewPoint {
  readonly atMs: number;
  /** Instances as they were desired, and as the policies would have had them. */
  readonly was: number;
  readonly desired: number;
  /** Sessions that would have found no process. */
  readonly short: number;
}

export interface ScalingPreview {
  readonly points: readonly PreviewPoint[];
  /** Names of rules on what game servers reported: what they would have reported on other instances, nobody knows. */
  readonly leftOut: readonly string[];
}
