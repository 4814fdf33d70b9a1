/**
 * A host in a program of one's own: {@link startHost}. What `gse up` and `gse dev` are made of.
 * @module
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import { GrpcProcessLink, serveGseAgent } from "./agent/index.js";
import {
  DEFAULT_REGION,
  factsOf,
  gseRateLimits,
  serveCloudApi,
  type RateLimits,
  type TlsPair,
} from "./cloud-api/index.js";
import { Closers } from "./closers.js";
import { Console } from "./console/index.js";
import { PackageStore } from "./cos/index.js";
import { loadOrMakeCredentials, type Credentials } from "./credentials.js";
import { DiskWatch } from "./disk-watch.js";
import { previewScaling } from "./engine/index.js";
import { engineSettings, type HostLimits } from "./host-limits.js";
import { Host } from "./host.js";
import { SqliteJournal } from "./journal/index.js";
import { LatencyProbe, type Distances } from "./latency/index.js";
import { listening } from "./listening.js";
import { defaultLogLimits, gatheredFirst, LogKeeper, LogStore } from "./logs/index.js";
import { HostMetrics } from "./metrics/index.js";
import type { CommandHost, Machine } from "./ports/index.js";
import { KEEP_MS, Retention } from "./retention.js";
import { placesOf } from "./runtime/local/instance-places.js";
import { MachineWatch } from "./machine-watch.js";
import { LocalMachine } from "./runtime/local/local-machine.js";
import { lookAtMachine } from "./runtime/local/look-at-machine.js";
import { machineMemory } from "./runtime/local/machine-memory.js";
import { localRuntime } from "./runtime/local/local-runtime.js";
import { noMachine } from "./runtime/no-machine.js";
import { StatisticsKeeper } from "./statistics/index.js";
import { systemClock, systemStopwatch } from "./system-clock.js";
import { version } from "./version.js";

export { AddressInUseError, AddressUnavailableError } from "./listening.js";
export { DataInUseError, JournalError } from "./journal/index.js";
export { checkTls, type RateLimits, type TlsPair } from "./cloud-api/index.js";
export type { Credentials } from "./credentials.js";
export type { HostLimits } from "./host-limits.js";
export { MAX_DISTANCE_MS, type Distance, type Distances } from "./latency/index.js";
export { localRuntime } from "./runtime/local/local-runtime.js";

export interface HostOptions {
  /** `dev`: ids and leniency of GSE Local. `up`: as the cloud. */
  readonly mode: "dev" | "up";
  /** `host:port`, port 0 for a free one. */
  readonly apiAddress: string;
  /** `host:port`, port 0 for a free one, or `unix:/path`. */
  readonly agentAddress: string;
  /** Made when it is not there; one host at a time. */
  readonly dataDir: string;
  /** What sessions tell players to connect to. */
  readonly publicAddress: string;
  /** In place of `<dataDir>/credentials.json`. */
  readonly credentials?: Credentials;
  /** What launched processes get PATH, HOME, language and time zone from; default: nothing. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * How often each action of the cloud API may be called, where it differs from the cloud; default: as the cloud in `up`, as
   * often as one likes in `dev`.
   */
  readonly rateLimits?: Partial<RateLimits> | "none";
  /** Where the latency probe answers by UDP, too: `host:port`, port 0 for a free one; default: nowhere. */
  readonly udpPing?: string;
  /** How far regions seem to be by the latency probe; default: all are where the host is. */
  readonly regionLatency?: Distances;
  /** Serves the cloud API by HTTPS. */
  readonly tls?: TlsPair;
  /** Whom `/metrics`, `/healthz` and `/readyz` answer: programs on this machine (default), or anybody. */
  readonly metrics?: "local" | "public";
  readonly limits?: HostLimits;
  /** Where log paths of processes that were started by hand are looked for; default: their logs are not kept. */
  readonly attachedGameDir?: string;
  readonly logger: Logger;
}

export interface RunningHost {
  /** The real ones, ports resolved. */
  readonly apiAddress: string;
  /** The same as a URL, `http` or `https`. */
  readonly apiUrl: string;
  readonly agentAddress: string;
  /** Undefined where the latency probe answers by HTTP only. */
  readonly udpPing: string | undefined;
  /** As it was started with. */
  readonly regionLatency: Distances;
  readonly dataDir: string;
  readonly credentials: Credentials;
  readonly host: CommandHost;
  /** False where the web console is not built. */
  hasConsole(): boolean;
  /**
   * An address that logs in to the web console whoever opens it first, within 15 minutes: for a person's terminal, never for a
   * log.
   */
  consoleLink(): string;
  /**
   * Rejects with a JournalError when the host cannot go on: the disk failed where nobody can know what is on it. It takes no
   * more calls then; close it and start another one. Games go on. Need not be listened to.
   */
  readonly broken: Promise<never>;
  /** In reverse of the start: no new requests, what is under way finishes, the journal closes. Games go on. */
  close(): Promise<void>;
}

/**
 * Builds a host: journal, engine, agent and cloud API, in this order; takes up what was under way when it last stopped.
 * @throws AddressInUseError, AddressUnavailableError, DataInUseError, JournalError, CredentialsError, RangeError for a latency of a
 *   region; then nothing is left open
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { dataDir, logger, mode, limits = {} } = options;
  const settings = engineSettings(mode, options.publicAddress, limits);
  const closers = new Closers();
  try {
    const journal = new SqliteJournal(dataDir);
    closers.add(() => {
      journal.close();
    });
    const credentials = options.credentials ?? loadOrMakeCredentials(dataDir);

    const link = new GrpcProcessLink(systemClock);
    const onFault = (doing: string, error: unknown): void => {
      logger.error({ err: error }, `could not ${doing}`);
    };
    let isReady = false;
    let onBroken: (error: unknown) => void = () => undefined;
    const broken = new Promise<never>((_resolve, reject) => {
      onBroken = (error) => {
        isReady = false;
        reject(error instanceof Error ? error : new Error(String(error)));
      };
    });
    // Who does not listen is not ended by it: the host says it in the log, too.
    broken.catch(() => undefined);
    let agentAddress = options.agentAddress;
    const instances: Machine & Partial<Pick<LocalMachine, "usage" | "isUp">> =
      process.platform === "win32"
        ? noMachine("fleets need Linux or macOS: use WSL, or start the game server by hand with gse dev")
        : new LocalMachine({
            dataDir,
            blobPath: ({ blob }) => join(dataDir, "blobs", blob),
            agentAddress: () => agentAddress,
            environment: options.environment ?? {},
            clock: systemClock,
            onFault,
            ...(limits.archive !== undefined && { archiveLimits: limits.archive }),
            ...(limits.installTimeoutMs !== undefined && { installTimeoutMs: limits.installTimeoutMs }),
          });
    const machine = gatheredFirst(instances, (id) => logs.settled(id));
    const metrics = new HostMetrics({
      clock: systemClock,
      stopwatch: systemStopwatch,
      version: version(),
      host: () => host,
      usageOf: (id) => instances.usage?.(id),
    });
    const facts = factsOf(settings);
    const statistics = new StatisticsKeeper({
      clock: systemClock,
      store: journal.statistics,
      reads: journal,
      host: () => host,
      usageOf: (id) => instances.usage?.(id),
      machine: lookAtMachine,
      processors: facts.machine.cpus,
      onFault,
    });
    const disk = new DiskWatch(systemClock, journal);
    const console = new Console({
      clock: systemClock,
      host: () => host,
      facts,
      secretKey: credentials.secretKey,
      usageOf: (id) => instances.usage?.(id),
      statistics,
      previewScaling,
      version: version(),
      mode,
      region: DEFAULT_REGION,
      onFault,
    });
    const host: Host = new Host({
      clock: systemClock,
      journal,
      link,
      runtime: localRuntime,
      machine,
      settings,
      uuid: randomUUID,
      onFault,
      onBroken,
      commits: {
        stopwatch: systemStopwatch,
        committed: (rows, ms, changes) => {
          metrics.committed(rows, ms);
          disk.committed();
          console.committed(changes);
        },
        refused: () => {
          metrics.refused();
          disk.refused();
        },
      },
    });
    closers.add(() => {
      host.close();
      machine.close();
      link.close();
    });
    const logs: LogKeeper = new LogKeeper({
      store: new LogStore(join(dataDir, "logs")),
      clock: systemClock,
      reads: journal,
      launches: () => host.live().launches,
      limits: { ...defaultLogLimits, ...limits.logs },
      gameDir: (id) => placesOf(dataDir, id).game,
      attachedGameDir: options.attachedGameDir,
      onFault,
    });
    closers.add(() => logs.close());
    for (const listener of [metrics, logs, statistics])
      host.onEvent((event) => {
        listener.onEvent(event);
      });
    host.onEvent((event) => {
      if (event.type === "processReady") instances.isUp?.(event.process.id);
    });

    const packages = await PackageStore.open({
      dataDir,
      clock: systemClock,
      uuid: randomUUID,
      credentials,
      assetBlobs: journal.assets({}, { offset: 0, limit: Number.MAX_SAFE_INTEGER }).rows.map(({ blob }) => blob),
      maxTotalBytes: settings.quotas.assetBytes,
      ...(limits.uploadBytes !== undefined && { maxUploadBytes: limits.uploadBytes }),
      ...(limits.archive !== undefined && { archiveLimits: limits.archive }),
      onFault,
    });
    closers.add(() => {
      packages.close();
    });

    const agent = await listening("agent", options.agentAddress, () =>
      serveGseAgent({
        host,
        runtime: localRuntime,
        address: options.agentAddress,
        watch: {
          stopwatch: systemStopwatch,
          agentCalled: (call, result, ms) => {
            metrics.agentCalled(call, result, ms);
          },
        },
      }),
    );
    agentAddress = agent.address;
    closers.add(() => agent.close());

    const { udpPing, regionLatency = {} } = options;
    const latency = new LatencyProbe({ clock: systemClock, distances: regionLatency });
    closers.add(() => latency.close());
    const udpPingAddress =
      udpPing === undefined ? undefined : await listening("udp-ping", udpPing, () => latency.listenUdp(udpPing));

    const api = await listening("api", options.apiAddress, () =>
      serveCloudApi({
        host,
        clock: systemClock,
        uuid: randomUUID,
        credentials,
        address: options.apiAddress,
        logger,
        isReady: () => isReady,
        facts,
        temporaryKeys: console.temporaryKeys,
        console,
        latency,
        logs,
        packages,
        statistics,
        metrics,
        hasOpenProbes: options.metrics === "public",
        trouble: () => disk.trouble(),
        watch: {
          stopwatch: systemStopwatch,
          apiCalled: (action, code, ms) => {
            metrics.apiCalled(action, code, ms);
          },
        },
        ...rateLimitsOf(options),
        ...(options.tls !== undefined && { tls: options.tls }),
      }),
    );
    closers.add(() => api.close());

    void logs.start();
    const retention = new Retention({
      clock: systemClock,
      keepMs: limits.keepMs ?? KEEP_MS,
      journal,
      logs,
      onFault,
    });
    retention.start();
    metrics.start();
    closers.add(() => {
      retention.close();
      metrics.close();
    });
    const machineWatch = new MachineWatch({
      clock: systemClock,
      memory: machineMemory,
      usageOf: (id) => instances.usage?.(id),
      processors: facts.machine.cpus,
      host: () => host,
      measured: (command) => {
        host.execute(command).catch((error: unknown) => {
          onFault("tell how the machine fares", error);
        });
      },
    });
    await host.start();
    statistics.start();
    machineWatch.start();
    isReady = true;
    closers.add(() => {
      isReady = false;
      machineWatch.close();
      statistics.close();
    });
    return {
      apiAddress: api.address,
      apiUrl: api.url,
      agentAddress: agent.address,
      udpPing: udpPingAddress,
      regionLatency,
      dataDir,
      credentials,
      host,
      broken,
      hasConsole: () => console.isBuilt(),
      consoleLink: () => console.link(onThisMachine(api.url)),
      close: () => closers.closeAll(),
    };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

/** What listens everywhere is found here, too. */
const onThisMachine = (url: string): string => url.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:)/, "//127.0.0.1");

function rateLimitsOf({ mode, rateLimits }: HostOptions): { readonly rateLimits?: RateLimits } {
  if (rateLimits === "none" || (rateLimits === undefined && mode === "dev")) return {};
  return {
    rateLimits: { ...gseRateLimits, ...rateLimits, actions: { ...gseRateLimits.actions, ...rateLimits?.actions } },
  };
}
