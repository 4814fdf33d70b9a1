import type { ProtectionPolicy } from "./game-server-session.js";

/** What a fleet decides for its processes and sessions (gse-semantics d.1, d.2). */
export interface FleetSettings {
  /** 1,000 to 600,000 ms. */
  readonly activationTimeoutMs: number;
  readonly protectionPolicy: ProtectionPolicy;
  /** With TimeLimitProtection: how long a session may outlive the wish to end its process. */
  readonly protectionTimeLimitMs: number;
  readonly sessionsPerCreator: number;
  readonly creatorPeriodMs: number;
  /** Told to end, then ended, after three failed health checks; otherwise only shielded until a check succeeds. */
  readonly endsUnhealthyProcesses: boolean;
  readonly instanceType: string;
  readonly weight: number;
}
