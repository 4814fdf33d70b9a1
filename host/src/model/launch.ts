import type { FleetId, InstanceId, ProcessId } from "./ids.js";

/**
 * A process that the host launched on an instance, as the operating system has it; the game server process of the same id
 * is what GSE knows of it from ProcessReady on.
 * STARTING: decided, not known to run yet. STARTED: runs, has not called ProcessReady. READY: has called it. EXITING: it said
 * ProcessEnding, or is to be ended by force. EXITED: history.
 */
export interface Launch {
  readonly id: ProcessId;
  readonly fleetId: FleetId;
  readonly instanceId: InstanceId;
  readonly launchPath: string;
  readonly parameters: string;
  readonly status: "STARTING" | "STARTED" | "READY" | "EXITING" | "EXITED";
  /** Null while STARTING. */
  readonly pid: number | null;
  readonly startedAt: string | null;
  /** What the process shows at each call to prove who it is; given to it in its environment alone. */
  readonly token: string;
  readonly launchedAtMs: number;
  /** STARTED: ProcessReady is due (gse-semantics m-33). EXITING: it is ended by force, then again until it is gone. Else null. */
  readonly dueAtMs: number | null;
  /** Why it is EXITING, in words; "" before. */
  readonly reason: string;
}

export const isLiveLaunch = (launch: Launch): boolean => launch.status !== "EXITED";

/** Why a launch came to nothing. `cannot-run`: the file is there, but is no program of this machine. */
export type LaunchOutcome =
  | { readonly ok: true; readonly pid: number; readonly startedAt: string | null }
  | { readonly ok: false; readonly kind: "not-found" | "cannot-run" | "failed"; readonly reason: string };
