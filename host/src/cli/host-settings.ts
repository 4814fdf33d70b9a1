import { isIP } from "node:net";
import { resolve } from "node:path";
import { credentialsFile, readCredentials, type Credentials } from "../credentials.js";
import type { Distances, HostLimits, RateLimits, TlsPair } from "../main.js";
import { isLoopbackAddress } from "../model/index.js";
import { usageError } from "./exit.js";
import { limitsOf, readConfig, type ConfigFile } from "./host-config.js";
import { defaultSettings } from "./default-settings.js";
import { environmentCredentials } from "./environment-credentials.js";
import { agentAddress, hostAndPort } from "./listen-address.js";
import type { KeyValue } from "./parse-values.js";
import { distancesGiven } from "./region-latency.js";
import type { Terminal } from "./terminal.js";
import { readTls } from "./tls-pair.js";

/** The flags that `gse dev`, `gse up` and `gse quickstart` share, as they were given. */
export interface HostFlags {
  readonly api?: string;
  readonly agent?: string;
  readonly data?: string;
  readonly publicAddress?: string;
  readonly udpPing?: string;
  readonly regionLatency?: readonly KeyValue[];
  readonly config?: string;
}

export interface HostSettings {
  readonly apiAddress: string;
  readonly agentAddress: string;
  readonly dataDir: string;
  readonly publicAddress: string;
  /** What launched processes get PATH, HOME, language and time zone from. */
  readonly environment: Terminal["env"];
  /** From the environment, in place of those in the data folder. */
  readonly credentials?: Credentials;
  readonly tls?: TlsPair;
  readonly metrics?: "local" | "public";
  /** Where the latency probe answers by UDP; absent: nowhere. */
  readonly udpPing?: string;
  readonly regionLatency?: Distances;
  readonly rateLimits?: Partial<RateLimits> | "none";
  readonly limits?: HostLimits;
}

/** What was given on the command line counts most, then the file of `--config`, then the defaults. */
export function hostSettings(
  flags: HostFlags,
  terminal: Terminal,
  defaults: Readonly<Record<keyof typeof defaultSettings, string>> = defaultSettings,
): HostSettings {
  const file: ConfigFile = flags.config === undefined ? {} : readConfig(resolve(terminal.cwd, flags.config));
  const { metrics, rateLimits, tls } = file;
  const limits = limitsOf(file);
  const given = { ...defaults, ...withoutUndefined(hostFlags(file)), ...withoutUndefined(hostFlags(flags)) };
  if (isIP(given.publicAddress) === 0)
    throw usageError(
      `--public-address is "${given.publicAddress}": give the IP address at which players reach this machine`,
    );
  const credentials = environmentCredentials(terminal.env);
  const apiAddress = hostAndPort(given.api, "--api");
  const dataDir = resolve(terminal.cwd, given.data);
  const udpPing = flags.udpPing ?? file.udpPing;
  const regionLatency = { ...file.regionLatency, ...distancesGiven(flags.regionLatency ?? []) };
  if (credentials === undefined && !isLoopbackAddress(apiAddress)) requireCredentials(apiAddress, dataDir);
  return {
    apiAddress,
    agentAddress: agentAddress(given.agent, "--agent"),
    dataDir,
    publicAddress: given.publicAddress,
    environment: terminal.env,
    ...(credentials !== undefined && { credentials }),
    ...(tls !== undefined && { tls: readTls(tls) }),
    ...(metrics !== undefined && { metrics }),
    ...(udpPing !== undefined && { udpPing: hostAndPort(udpPing, "--udp-ping") }),
    ...(Object.keys(regionLatency).length > 0 && { regionLatency }),
    ...(rateLimits !== undefined && { rateLimits }),
    ...(limits !== undefined && { limits }),
  };
}

/** A key that a first start makes by itself would be known to nobody when the door to other machines opens. */
function requireCredentials(apiAddress: string, dataDir: string): void {
  let found: Credentials | undefined;
  try {
    found = readCredentials(dataDir);
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (found !== undefined) return;
  throw usageError(
    `--api is "${apiAddress}", which other machines reach, and there are no credentials yet: ` +
      `set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, put {"secretId": "…", "secretKey": "…"} in ` +
      `"${credentialsFile(dataDir)}", or start once with an --api on this machine, which makes a pair`,
  );
}

const hostFlags = ({ api, agent, data, publicAddress }: Pick<HostFlags, keyof typeof defaultSettings>) => ({
  api,
  agent,
  data,
  publicAddress,
});

const withoutUndefined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
