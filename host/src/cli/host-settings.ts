import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, resolve } from "node:path";
import type { Credentials } from "../credentials.js";
import { usageError } from "./exit.js";
import { agentAddress, hostAndPort } from "./listen-address.js";
import { nearest } from "../params/nearest.js";
import type { Terminal } from "./terminal.js";

/** The flags that `gse dev`, `gse up` and `gse quickstart` share, as they were given. */
export interface HostFlags {
  readonly api?: string;
  readonly agent?: string;
  readonly data?: string;
  readonly publicAddress?: string;
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
}

export const defaultSettings = {
  api: "127.0.0.1:8080",
  agent: "127.0.0.1:5758",
  data: ".gse",
  publicAddress: "127.0.0.1",
} as const;

/** What was given on the command line counts most, then the file of `--config`, then the defaults. */
export function hostSettings(
  flags: HostFlags,
  terminal: Terminal,
  defaults: Readonly<Record<keyof typeof defaultSettings, string>> = defaultSettings,
): HostSettings {
  const file = flags.config === undefined ? {} : readConfig(resolve(terminal.cwd, flags.config));
  const given = { ...defaults, ...file, ...withoutUndefined(hostFlags(flags)) };
  if (isIP(given.publicAddress) === 0)
    throw usageError(
      `--public-address is "${given.publicAddress}": give the IP address at which players reach this machine`,
    );
  const credentials = environmentCredentials(terminal.env);
  return {
    apiAddress: hostAndPort(given.api, "--api"),
    agentAddress: agentAddress(given.agent, "--agent"),
    dataDir: resolve(terminal.cwd, given.data),
    publicAddress: given.publicAddress,
    environment: terminal.env,
    ...(credentials !== undefined && { credentials }),
  };
}

const hostFlags = ({ api, agent, data, publicAddress }: HostFlags) => ({ api, agent, data, publicAddress });

/** TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY: both or neither. */
export function environmentCredentials(env: Terminal["env"]): Credentials | undefined {
  const secretId = env["TENCENTCLOUD_SECRET_ID"] ?? "";
  const secretKey = env["TENCENTCLOUD_SECRET_KEY"] ?? "";
  if (secretId === "" && secretKey === "") return undefined;
  if (secretId === "" || secretKey === "")
    throw usageError(
      `only ${secretId === "" ? "TENCENTCLOUD_SECRET_KEY" : "TENCENTCLOUD_SECRET_ID"} is set: ` +
        `set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or neither`,
    );
  return { secretId, secretKey };
}

type ConfigFile = Omit<HostFlags, "config">;

const configKeys = ["api", "agent", "data", "publicAddress"] as const;

/** JSON with the flags by name; paths in it are meant from where it lies. */
function readConfig(file: string): ConfigFile {
  const value = parseConfig(file);
  for (const [key, content] of Object.entries(value)) {
    if (!configKeys.some((known) => known === key)) {
      const meant = nearest(key, configKeys);
      throw usageError(
        `"${file}" has the key "${key}", which is none of ${configKeys.join(", ")}` +
          (meant === undefined ? "" : `; did you mean "${meant}"?`),
      );
    }
    if (typeof content !== "string")
      throw usageError(`"${file}": "${key}" must be a text, as it would follow the flag`);
  }
  const config = value as ConfigFile;
  return config.data === undefined ? config : { ...config, data: resolve(dirname(file), config.data) };
}

function parseConfig(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw usageError(`--config: cannot read "${file}": ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, with what it should look like.
  }
  throw usageError(
    `--config: "${file}" is no JSON object; write for instance {"api": "127.0.0.1:8080", "data": ".gse"}`,
  );
}

const withoutUndefined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
