import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { actionNames, type ActionName } from "../client/index.js";
import type { Distance, Distances, HostLimits, RateLimits } from "../main.js";
import { regions } from "../regions.js";
import { mapOf, oneOf, section, text, whole, wrong, type Read, type Rule } from "./config-rules.js";
import { usageError } from "./exit.js";
import { jsonFault } from "./json-place.js";
import { distanceOf, wantedDistance } from "./region-latency.js";

const MEGABYTE = 1024 ** 2;
const GIGABYTE = 1024 ** 3;
const MILLION = 1_000_000;

const limit = whole(1, MILLION);

const limitsOfActions = section({
  others: limit,
  ...(Object.fromEntries(actionNames.map((name) => [name, limit])) as Readonly<Record<ActionName, Rule<number>>>),
});

const rateLimits: Rule<Partial<RateLimits> | "none"> = (value, place) => {
  if (value === "none") return "none";
  if (typeof value === "string") throw wrong(value, place, `"none", or an object such as {"others": 20}`);
  const { others, ...actions } = limitsOfActions(value, place);
  return others === undefined ? { actions } : { others, actions };
};

const distance: Rule<Distance> = (value, place) => {
  const found = distanceOf(String(value));
  if (found === undefined || (typeof value !== "string" && typeof value !== "number"))
    throw wrong(value, place, wantedDistance);
  return found;
};

const distancesOf = section(Object.fromEntries([...regions].map((region) => [region, distance])));

const distances: Rule<Distances> = (value, place) =>
  Object.fromEntries(
    Object.entries(distancesOf(value, place)).flatMap(([region, found]) =>
      found === undefined ? [] : [[region, found]],
    ),
  );

/** docs/guides/operating.md has the table of all that may stand in a config file. */
const rules = {
  api: text,
  agent: text,
  data: text,
  publicAddress: text,
  udpPing: text,
  regionLatency: distances,
  tls: section({ cert: text, key: text }),
  metrics: oneOf("local", "public"),
  rateLimits,
  quotas: section({
    assets: limit,
    assetGigabytes: limit,
    fleets: limit,
    aliases: limit,
    queues: limit,
    instances: limit,
    instancesOfType: limit,
    policiesPerFleet: limit,
    timersPerFleet: limit,
    playersPerSession: limit,
  }),
  timeouts: section({
    processReadySeconds: whole(1, 86_400),
    processExitSeconds: whole(1, 3_600),
    installSeconds: whole(1, 86_400),
  }),
  archives: section({
    uploadGigabytes: limit,
    entries: whole(1, 10 * MILLION),
    gigabytes: limit,
    ratio: whole(1, 1_032),
  }),
  logs: section({ outputMegabytes: limit, outputPieces: whole(1, 1_000), archiveMegabytes: limit }),
  machine: section({ reserveMegabytes: whole(0, MILLION), shares: mapOf(whole(1, 1_000), "fleets and numbers") }),
  placements: section({ order: oneOf("queue", "nearest") }),
  keepDays: whole(1, 36_500),
} as const;

export type ConfigFile = Read<typeof rules>;

/** Reads a config file; paths in it are meant from where it lies. @throws CliError that says what is wrong with it */
export function readConfig(file: string): ConfigFile {
  const config = section(rules)(parseConfig(file), { file, keys: [] });
  const { data, tls } = config;
  const fromFile = (path: string): string => resolve(dirname(file), path);
  return {
    ...config,
    ...(data !== undefined && { data: fromFile(data) }),
    ...(tls !== undefined && {
      tls: {
        ...(tls.cert !== undefined && { cert: fromFile(tls.cert) }),
        ...(tls.key !== undefined && { key: fromFile(tls.key) }),
      },
    }),
  };
}

/** The same in the units of the host; undefined where the file says nothing of limits. */
export function limitsOf(config: ConfigFile): HostLimits | undefined {
  const { quotas, timeouts, archives, logs, machine, placements, keepDays } = config;
  const { assetGigabytes, playersPerSession, ...counts } = quotas ?? {};
  const limits: HostLimits = given({
    quotas: orNothing(given({ ...counts, assetBytes: times(assetGigabytes, GIGABYTE) })),
    playersPerSession,
    processReadyTimeoutMs: times(timeouts?.processReadySeconds, 1_000),
    processExitTimeoutMs: times(timeouts?.processExitSeconds, 1_000),
    installTimeoutMs: times(timeouts?.installSeconds, 1_000),
    uploadBytes: times(archives?.uploadGigabytes, GIGABYTE),
    archive: orNothing(
      given({
        maxEntries: archives?.entries,
        maxBytes: times(archives?.gigabytes, GIGABYTE),
        maxRatio: archives?.ratio,
      }),
    ),
    logs: orNothing(
      given({
        outputBytes: times(logs?.outputMegabytes, MEGABYTE),
        outputPieces: logs?.outputPieces,
        archiveBytes: times(logs?.archiveMegabytes, MEGABYTE),
      }),
    ),
    machine: orNothing(given({ reserveBytes: times(machine?.reserveMegabytes, MEGABYTE), shares: machine?.shares })),
    placementOrder: placements?.order,
    keepMs: times(keepDays, 86_400_000),
  });
  return orNothing(limits);
}

const times = (value: number | undefined, factor: number): number | undefined =>
  value === undefined ? undefined : value * factor;

type Given<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

const given = <T extends object>(all: T): Given<T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Given<T>;

const orNothing = <T extends object>(found: T): T | undefined => (Object.keys(found).length === 0 ? undefined : found);

function parseConfig(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw usageError(`--config: cannot read "${file}": ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  try {
    const value = JSON.parse(content) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw usageError(`--config: "${file}" is no JSON: ${jsonFault(content, error)}`, { cause: error });
  }
  throw usageError(
    `--config: "${file}" is no JSON object; write for instance {"api": "127.0.0.1:8080", "data": ".gse"}`,
  );
}
