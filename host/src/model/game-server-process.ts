import type { FleetId, GameServerSessionId, InstanceId, ProcessId } from "./ids.js";

/** Who a process is to the operating system. A pid alone may come again, so its start time goes with it. */
export interface OsProcess {
  readonly pid: number;
  /** When the kernel started it, in its own unit and as text; null where the pid cannot be seen from this machine's host. */
  readonly startedAt: string | null;
}

/**
 * A game server process that said ProcessReady. `ACTIVE` may host a session; `ENDING` was told to go and gets no new
 * one; `TERMINATED` is history (gse-semantics c.4).
 */
export interface GameServerProcess extends OsProcess {
  readonly id: ProcessId;
  /** Of the fleet and instance that it was launched for; null: it was started by hand and serves any fleet that is only a name. */
  readonly fleetId: FleetId | null;
  readonly instanceId: InstanceId | null;
  readonly status: "ACTIVE" | "ENDING" | "TERMINATED";
  /** Where players connect, 1 to 60000. */
  readonly clientPort: number;
  /** Where the agent calls back, on 127.0.0.1. */
  readonly grpcPort: number;
  readonly logPaths: readonly string[];
  readonly readyAtMs: number;
  /** The session that it hosts now. */
  readonly sessionId: GameServerSessionId | null;
  /** So many it was given so far, the one of now included. */
  readonly sessionsHosted: number;
  /** Three health checks in a row failed, or a callback did not reach it: no new session until a check succeeds. */
  readonly isShielded: boolean;
  /** When it is ended by force; null: never, or not asked to end. Only while ENDING. */
  readonly endsAtMs: number | null;
  /** Why it is ENDING or TERMINATED, in words. */
  readonly statusReason: string;
}
