import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createCloudApiClient, type CloudApiClient } from "../../../src/client/index.js";
import { serveCloudApi, type CloudApiOptions } from "../../../src/cloud-api/index.js";
import { upSettings, type EngineSettings } from "../../../src/engine/index.js";
import { Host } from "../../../src/host.js";
import { SqliteJournal } from "../../../src/journal/index.js";
import type { GameServerProcess, GameServerSessionId } from "../../../src/model/index.js";
import type { CallbackOutcome, Command } from "../../../src/model/index.js";
import type { ProcessLink, Runtime } from "../../../src/ports/index.js";
import { HandMovedClock } from "./hand-moved-clock.js";

export const credentials = { secretId: "AKIDtest", secretKey: "Schlüssel-密钥" };

export interface CloudApi {
  readonly host: Host;
  readonly clock: HandMovedClock;
  /** `127.0.0.1:port` */
  readonly address: string;
  readonly client: CloudApiClient;
  /** What the API logged. */
  readonly log: readonly { readonly fields: object; readonly message: string }[];
  close(): Promise<void>;
  /** Moves time, and settles once what fell due has happened. */
  advance(byMs: number): Promise<void>;
  /** A process that has said ProcessReady. */
  ready(clientPort?: number): Promise<GameServerProcess>;
  /** A session on a new process, as its GameServerSessionId; ACTIVE unless it is told to stay ACTIVATING. */
  session(options?: {
    readonly players?: number;
    readonly fleetId?: string;
    readonly stays?: "ACTIVATING";
  }): Promise<string>;
  /** Says a command as a process would. @throws when the engine refuses */
  say(command: Command): Promise<void>;
}

interface Options {
  readonly settings?: Partial<EngineSettings>;
  readonly api?: Partial<CloudApiOptions>;
}

/** The real engine, journal and cloud API on a port of their own; only the processes are played. */
export async function useCloudApi(options: Options = {}): Promise<CloudApi> {
  const dataDir = mkdtempSync(join(tmpdir(), "gse-cloud-api-"));
  onTestFinished(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });
  // The Tencent SDK signs by the machine's time, so that is where ours starts.
  const clock = new HandMovedClock(Date.now());
  const journal = new SqliteJournal(dataDir);
  const host = new Host({
    clock,
    journal,
    link: obedientProcesses,
    runtime: immortalProcesses,
    settings: { ...upSettings, ...options.settings },
    uuid: randomUUID,
  });
  await host.start();
  const log: { fields: object; message: string }[] = [];
  const write = (fields: object, message: string) => void log.push({ fields, message });
  const api = await serveCloudApi({
    host,
    clock,
    uuid: randomUUID,
    credentials,
    address: "127.0.0.1:0",
    logger: { info: write, error: write },
    isReady: () => true,
    ...options.api,
  });
  const client = createCloudApiClient({ endpoint: api.address, ...credentials, clock });
  onTestFinished(async () => {
    client.close();
    await api.close();
    host.close();
    journal.close();
  });

  let lastPid = 1000;
  const say = async (command: Command): Promise<void> => {
    const reply = await host.execute(command);
    if (!reply.ok) throw new Error(`the engine refused "${command.type}": ${reply.refusal.message}`);
  };
  const ready = async (clientPort = 7000 + lastPid): Promise<GameServerProcess> => {
    const pid = ++lastPid;
    const reply = await host.execute({
      type: "processReady",
      pid,
      startedAt: "1",
      clientPort,
      grpcPort: 9000,
      logPaths: [],
    });
    if (!reply.ok) throw new Error(reply.refusal.message);
    return reply.value;
  };
  return {
    host,
    clock,
    address: api.address,
    client,
    log,
    close: api.close,
    advance: async (byMs) => {
      clock.advance(byMs);
      await say({ type: "tick" });
    },
    say,
    ready,
    session: async ({ players = 10, fleetId = "fleet-1", stays } = {}) => {
      const { pid } = await ready();
      const created = await client.call("CreateGameServerSession", {
        FleetId: fleetId,
        MaximumPlayerSessionCount: players,
      });
      const id = created.GameServerSession.GameServerSessionId;
      if (stays === undefined)
        await say({ type: "activateGameServerSession", pid, sessionId: id as GameServerSessionId, maxPlayers: 0 });
      return id;
    },
  };
}

const ok: CallbackOutcome = { kind: "ok" };

const obedientProcesses: ProcessLink = {
  startSession: () => Promise.resolve(ok),
  checkHealth: () => Promise.resolve(ok),
  askToTerminate: () => Promise.resolve(ok),
  forget: () => undefined,
};

const immortalProcesses: Runtime = {
  startedAt: () => "1",
  isAlive: () => true,
  kill: () => true,
};
