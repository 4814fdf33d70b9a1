import type { FleetSettings } from "../model/index.js";

/** What the operator decides for the whole host. */
export interface EngineSettings {
  /** Put into every session's `IpAddress`. */
  readonly publicAddress: string;
  /** The middle of every session's id: null as GSE Local wrote it, else the account it stands for (gse-semantics a). */
  readonly uin: string | null;
  /** The most player slots a session may have (gse-semantics i). */
  readonly playersPerSession: number;
  /** What holds for every fleet as long as fleets are only names. */
  readonly fleet: FleetSettings;
}

/** As long as RESERVED waits for AcceptPlayerSession (gse-semantics b.4). */
export const RESERVATION_MS = 60_000;
/** From ProcessReady to the first OnHealthCheck and from each to the next; an answer is due within the same time (b.4). */
export const HEALTH_CHECK_PERIOD_MS = 60_000;
/** So many failed checks in a row make a process unhealthy (b.4). */
export const UNHEALTHY_AFTER_FAILURES = 3;
/** NoProtection: ended at the latest so long after OnProcessTerminate (d.5). */
export const NO_PROTECTION_MS = 300_000;
/** EndGameServerSessionAndProcess: how long the process has to go by itself (m-33). */
export const EXIT_GRACE_MS = 30_000;

/** GSE's defaults (gse-semantics b.4, d.1, d.2). */
const fleetDefaults: FleetSettings = {
  activationTimeoutMs: 600_000,
  protectionPolicy: "NoProtection",
  protectionTimeLimitMs: 3_600_000,
  sessionsPerCreator: 2,
  creatorPeriodMs: 180_000,
  endsUnhealthyProcesses: true,
  instanceType: "localhost",
  weight: 5,
};

/** As on the real thing: an unhealthy process is told to end, and is ended. */
export const upSettings: EngineSettings = {
  publicAddress: "127.0.0.1",
  uin: "100000000001",
  playersPerSession: 200,
  fleet: fleetDefaults,
};

/**
 * As GSE Local: its ids, weight 0, and no process is ended because it fails its health checks, so that a game server
 * may stand at a breakpoint (gse-semantics j).
 */
export const devSettings: EngineSettings = {
  ...upSettings,
  uin: null,
  fleet: { ...fleetDefaults, endsUnhealthyProcesses: false, weight: 0 },
};
