import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { createCloudApiClient, type ActionTypes, type CloudApiClient } from "../../../src/client/index.js";
import { serveCloudApi, type CloudApiOptions } from "../../../src/cloud-api/index.js";
import { upSettings, type EngineSettings } from "../../../src/engine/index.js";
import type { Host } from "../../../src/host.js";
import type { Command, GameServerProcess, GameServerSessionId, Replies } from "../../../src/model/index.js";
import { ready as aReadyProcess } from "../../support/builders.js";
import { useHost, type HostUnderTestOptions } from "../../support/use-host.js";
import type { FillableJournal } from "../../support/fillable-journal.js";
import type { ScriptedMachine } from "../../support/scripted-machine.js";
import { settled, useManualClock, type ManualClock } from "../../support/use-manual-clock.js";

export const credentials = { secretId: "AKIDtest", secretKey: "Schlüssel-密钥" };

export interface CloudApi {
  readonly host: Host;
  readonly clock: ManualClock;
  /** `127.0.0.1:port` */
  readonly address: string;
  readonly client: CloudApiClient;
  /** What the API logged. */
  readonly log: readonly { readonly fields: object; readonly message: string }[];
  close(): Promise<void>;
  /** Says a command as a process would. @throws when the engine refuses */
  say<C extends Command>(command: C): Promise<Replies[C["type"]]>;
  /** A process that has said ProcessReady. */
  ready(clientPort?: number): Promise<GameServerProcess>;
  readonly machine: ScriptedMachine;
  /** The disk, which can be full. */
  readonly journal: FillableJournal;
  /** A package that was uploaded to ap-shanghai. */
  asset(name?: string): Promise<string>;
  /** A fleet of two processes on one instance, as its FleetId; ACTIVE, as both called ProcessReady. */
  fleet(request?: ActionTypes["CreateFleet"]["request"]): Promise<string>;
  /** Every process that was launched and has not called ProcessReady does, each with a port of its own from 7000 on. */
  launchedAreReady(): Promise<void>;
  /** A session on a new process, as its GameServerSessionId; ACTIVE unless it is told to stay ACTIVATING. */
  session(options?: { players?: number; fleetId?: string; stays?: "ACTIVATING" }): Promise<string>;
}

interface Options {
  readonly settings?: Partial<EngineSettings>;
  readonly api?: Partial<CloudApiOptions>;
  readonly clock?: ManualClock;
  readonly commits?: HostUnderTestOptions["commits"];
}

/** The real engine, journal and cloud API on a port of their own; only the processes are played. */
export async function useCloudApi({ settings, api: given, commits, ...rest }: Options = {}): Promise<CloudApi> {
  // The Tencent SDK signs by the machine's time, so that is where ours starts.
  const clock = rest.clock ?? useManualClock(Date.now());
  const allSettings = { ...upSettings, ...settings };
  const { host, ok, machine, journal } = await useHost({
    clock,
    settings: allSettings,
    ...(commits !== undefined && { commits }),
  });
  const log: { fields: object; message: string }[] = [];
  const write = (fields: object, message: string) => void log.push({ fields, message });
  const api = await serveCloudApi({
    host,
    clock,
    uuid: randomUUID,
    credentials,
    address: "127.0.0.1:0",
    logger: { debug: write, info: write, error: write },
    isReady: () => true,
    facts: { ...allSettings, machine: { system: "Linux 6.8.0", cpus: 2, memoryBytes: 4 * 1024 ** 3 } },
    ...given,
  });
  const client = createCloudApiClient({ endpoint: api.address, ...credentials, clock });
  onTestFinished(async () => {
    client.close();
    await api.close();
  });

  let lastPid = 100;
  const ready = (clientPort?: number): Promise<GameServerProcess> =>
    ok(aReadyProcess(++lastPid, clientPort === undefined ? {} : { clientPort }));
  let assets = 0;
  const asset = async (name = "chat"): Promise<string> => {
    const blob = `blob-${String(++assets)}`;
    const { id } = await ok({
      type: "createAsset",
      region: "ap-shanghai",
      name,
      version: "1",
      operatingSystem: "CentOS7.16",
      imageId: "",
      sizeBytes: 1_000,
      blob,
      tags: [],
    });
    return id;
  };
  let lastLaunch = 0;
  const launchedAreReady = async (): Promise<void> => {
    await settled();
    for (; lastLaunch < machine.launched.length; lastLaunch++)
      await ok(aReadyProcess(1_001 + lastLaunch, { clientPort: 7_000 + lastLaunch }));
  };
  return {
    host,
    clock,
    machine,
    journal,
    asset,
    launchedAreReady,
    fleet: async (request = {}) => {
      const { FleetAttributes: made } = await client.call("CreateFleet", {
        AssetId: request.AssetId ?? (await asset()),
        Name: "chat",
        InboundPermissions: [{ Protocol: "TCP", FromPort: 7_000, ToPort: 7_999, IpRange: "0.0.0.0/0" }],
        RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: "server", ConcurrentExecutions: 2 }] },
        ...request,
      });
      await launchedAreReady();
      return made.FleetId;
    },
    address: api.address,
    client,
    log,
    close: api.close,
    say: ok,
    ready,
    session: async ({ players = 10, fleetId = "fleet-1", stays } = {}) => {
      const { pid } = await ready();
      const wanted = { FleetId: fleetId, MaximumPlayerSessionCount: players };
      const { GameServerSession } = await client.call("CreateGameServerSession", wanted);
      const sessionId = GameServerSession.GameServerSessionId as GameServerSessionId;
      if (stays === undefined) await ok({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 });
      return sessionId;
    },
  };
}
