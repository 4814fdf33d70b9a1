import type { ArchiveLimits } from "./archive/limits.js";
import { devSettings, upSettings, type EngineSettings } from "./engine/index.js";
import type { LogLimits } from "./logs/index.js";

/** How much of everything a host takes, and how long it waits and keeps; what is not given is as GSE has it. */
export interface HostLimits {
  readonly quotas?: Partial<EngineSettings["quotas"]>;
  readonly playersPerSession?: number;
  /** From the launch of a process to its ProcessReady. */
  readonly processReadyTimeoutMs?: number;
  /** From ProcessEnding to the end by force. */
  readonly processExitTimeoutMs?: number;
  /** For a package's `install.sh`. */
  readonly installTimeoutMs?: number;
  /** The most bytes that a package may have; default 4 GiB. */
  readonly uploadBytes?: number;
  /** What a package may be made of. */
  readonly archive?: Partial<ArchiveLimits>;
  readonly logs?: Partial<LogLimits>;
  readonly machine?: Partial<EngineSettings["machine"]>;
  readonly placementOrder?: EngineSettings["placementOrder"];
  /** How long ended sessions, events and logs are kept. */
  readonly keepMs?: number;
}

export function engineSettings(mode: "dev" | "up", publicAddress: string, limits: HostLimits = {}): EngineSettings {
  const settings = mode === "dev" ? devSettings : upSettings;
  return {
    ...settings,
    publicAddress,
    quotas: { ...settings.quotas, ...limits.quotas },
    machine: { ...settings.machine, ...limits.machine },
    placementOrder: limits.placementOrder ?? settings.placementOrder,
    playersPerSession: limits.playersPerSession ?? settings.playersPerSession,
    processReadyTimeoutMs: limits.processReadyTimeoutMs ?? settings.processReadyTimeoutMs,
    processExitTimeoutMs: limits.processExitTimeoutMs ?? settings.processExitTimeoutMs,
  };
}
