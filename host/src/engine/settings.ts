import type { FleetSettings } from "../model/index.js";

/** What the operator decides for the whole host. */
export interface EngineSettings {
  /** Put into every session's `IpAddress`. */
  readonly publicAddress: string;
  /** The middle of every session's id: null as GSE Local wrote it, else the account it stands for (gse-semantics a). */
  readonly uin: string | null;
  /** The most player slots a session may have (gse-semantics i). */
  readonly playersPerSession: number;
  /** What holds for sessions on processes that were started by hand, whose fleets are only names. */
  readonly fleet: FleetSettings;
  /** A fleet that nobody created is one of processes started by hand, even where others were created. */
  readonly servesAnyFleet: boolean;
  readonly quotas: Quotas;
  /** From the launch to ProcessReady (gse-semantics m-33). */
  readonly processReadyTimeoutMs: number;
  /** How long a process has to go by itself after ProcessEnding or EndGameServerSessionAndProcess (m-33). */
  readonly processExitTimeoutMs: number;
  readonly machine: MachineSettings;
  /** Of the regions that are near enough to all players: by the queue's order, or the nearest on average first (gse-semantics m-6). */
  readonly placementOrder: "queue" | "nearest";
}

/** How fleets share the machine (issue 7). */
export interface MachineSettings {
  /** Memory that no fleet grows into; null: a tenth of what the machine has, 1 GiB at most. */
  readonly reserveBytes: number | null;
  /** By a fleet's id or name: how many times the share of a fleet that is not named here. */
  readonly shares: Readonly<Record<string, number>>;
}

/** gse-semantics i, m-22 */
export interface Quotas {
  readonly assets: number;
  readonly assetBytes: number;
  readonly fleets: number;
  /** Of a region. */
  readonly aliases: number;
  /** Of a region. */
  readonly queues: number;
  readonly policiesPerFleet: number;
  readonly timersPerFleet: number;
  /** Instances of all fleets of a region, and of one instance type. */
  readonly instances: number;
  readonly instancesOfType: number;
}

/** As long as RESERVED waits for AcceptPlayerSession (gse-semantics b.4). */
export const RESERVATION_MS = 60_000;
/** From ProcessReady to the first OnHealthCheck and from each to the next; an answer is due within the same time (b.4). */
export const HEALTH_CHECK_PERIOD_MS = 60_000;
/** So many failed checks in a row make a process unhealthy (b.4). */
export const UNHEALTHY_AFTER_FAILURES = 3;
/** NoProtection: ended at the latest so long after OnProcessTerminate (d.5). */
export const NO_PROTECTION_MS = 300_000;
/** A process that was ended by force and is still there is ended again so much later. */
export const KILL_AGAIN_MS = 5_000;
/** A process that ran so long was no failure, however it ended. */
export const STABLE_AFTER_MS = 60_000;
/** The wait after the first failed launch; each further one in a row doubles it, up to the longest. */
export const FIRST_BACKOFF_MS = 1_000;
export const LONGEST_BACKOFF_MS = 60_000;
/** So many failures in a row end the creation of a fleet, or the attempts on an instance of one that has been ACTIVE. */
export const FAILURES_WHILE_CREATED = 3;
export const FAILURES_ON_INSTANCE = 10;

/** PolicyPeriodInMinutes where nobody decided (gse-semantics d.1). */
export const DEFAULT_CREATOR_PERIOD_MS = 180_000;

/** GSE's defaults (gse-semantics b.4, d.1, d.2). */
const fleetDefaults: FleetSettings = {
  activationTimeoutMs: 600_000,
  activationsAtOnce: 0,
  protectionPolicy: "NoProtection",
  protectionTimeLimitMs: 3_600_000,
  sessionsPerCreator: 2,
  creatorPeriodMs: DEFAULT_CREATOR_PERIOD_MS,
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
  servesAnyFleet: false,
  quotas: {
    assets: 1_000,
    assetBytes: 100 * 1024 ** 3,
    fleets: 20,
    aliases: 20,
    queues: 20,
    instances: 20,
    instancesOfType: 10,
    policiesPerFleet: 20,
    timersPerFleet: 20,
  },
  processReadyTimeoutMs: 300_000,
  processExitTimeoutMs: 30_000,
  machine: { reserveBytes: null, shares: {} },
  placementOrder: "queue",
};

/**
 * As GSE Local: its ids, weight 0, and no process is ended because it fails its health checks, so that a game server
 * may stand at a breakpoint (gse-semantics j).
 */
export const devSettings: EngineSettings = {
  ...upSettings,
  uin: null,
  servesAnyFleet: true,
  fleet: { ...fleetDefaults, endsUnhealthyProcesses: false, weight: 0 },
};
