import type { FleetId, InstanceId } from "./ids.js";

/**
 * A machine of a fleet: on one machine, a folder with the unpacked package and the processes that run in it.
 * PENDING: being set up. ACTIVE: its processes are launched and kept up. TERMINATING: no new session; it goes when its last
 * process is gone. TERMINATED: history (gse-semantics c.3).
 */
export interface Instance {
  readonly id: InstanceId;
  /** Grows by one with each instance of this host; the order of lists. */
  readonly seq: number;
  readonly fleetId: FleetId;
  readonly status: "PENDING" | "ACTIVE" | "TERMINATING" | "TERMINATED";
  readonly ipAddress: string;
  /** 0 to 10; 0: no new sessions (gse-semantics d.7). */
  readonly weight: number;
  /** Kept for somebody who wants to look into it: never chosen to go. */
  readonly isReserved: boolean;
  readonly createdAtMs: number;
  readonly terminatedAtMs: number | null;
}

export const isLiveInstance = (instance: Instance): boolean => instance.status !== "TERMINATED";

/** What setting up an instance goes through, in this order (gse-semantics c.2, d.3). */
export const setUpSteps = ["download", "extract", "install", "validate"] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/** How one step of setting up went. */
export type StepOutcome =
  | { readonly ok: true }
  /** `launch-path-not-found`: the package is whole, but what is to be launched is not in it. */
  | { readonly ok: false; readonly kind: "failed" | "launch-path-not-found"; readonly reason: string };
