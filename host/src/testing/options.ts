import { upSettings, type EngineSettings } from "../engine/index.js";
import type { FleetSettings } from "../model/index.js";
import type { WaitOptions } from "./watch.js";

export interface TestGseOptions {
  /** The fleet that sessions belong to; default "fleet-test". */
  readonly fleetId?: string | undefined;
  /** What differs from GSE's defaults: activation 600 s, NoProtection, unhealthy processes are ended, and so on. */
  readonly fleet?: Partial<FleetSettings> | undefined;
  /** Also the signed cloud API over HTTP, see `TestGse.cloudApi`; default false. */
  readonly cloudApi?: boolean | undefined;
  /** "memory" (default), or a folder for the SQLite file that `gse up` uses. */
  readonly journal?: "memory" | { readonly dataDir: string } | undefined;
  /** When virtual time begins, in milliseconds since the epoch; default: now, at the next full second. */
  readonly startAtMs?: number | undefined;
  /** How long tests wait for something to come, in milliseconds of real time; default 4,000. */
  readonly waitMs?: number | undefined;
  /**
   * How long `advance` and `settled` wait for a callback that a game server has not answered, in milliseconds of real time;
   * default 500. Longer is safer for game servers in processes of their own and for handlers that read files or databases;
   * it is waited out once for each callback that hangs.
   */
  readonly patienceMs?: number | undefined;
}

export interface StartSessionOptions extends WaitOptions {
  /** Default: the `fleetId` that TestGse was started with. */
  readonly fleetId?: string | undefined;
  readonly name?: string | undefined;
  /** 1 to 200; default 10. */
  readonly maxPlayers?: number | undefined;
  readonly gameProperties?: Readonly<Record<string, string>> | undefined;
  readonly gameServerSessionData?: string | undefined;
  /** Counts towards the fleet's limit of sessions per creator; default: nobody. */
  readonly creatorId?: string | undefined;
}

/** Each of GSE's own settings but for what the test wants otherwise. */
export const settingsOf = ({ fleet = {} }: TestGseOptions): EngineSettings => ({
  ...upSettings,
  fleet: { ...upSettings.fleet, ...fleet },
});
