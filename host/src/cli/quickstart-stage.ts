import { createCloudApiClient, type CloudApiClient } from "../client/index.js";
import type { RunningHost } from "../main.js";
import type { GameServerProcess, GameServerSessionId } from "../model/index.js";
import type { ChatSample } from "./chat-sample.js";
import { ChatServer } from "./chat-server.js";
import { howItEnded } from "./child-program.js";
import { CliError, exitCodes } from "./exit.js";
import type { HostSettings } from "./host-settings.js";
import { endLeftOverServer, forgetServer, leftOverServer, rememberServer } from "./left-over-server.js";
import { nextEvent } from "./next-event.js";
import { openHost } from "./open-host.js";
import { createReadableLogger } from "./readable-logger.js";
import { shortId } from "./session-name.js";
import { addressText } from "./session-text.js";
import type { StepList } from "./step-list.js";
import type { Terminal } from "./terminal.js";
import { within } from "./within.js";

export interface StageOptions {
  readonly sample: ChatSample;
  readonly settings: HostSettings;
  /** Where players connect. */
  readonly port: number;
  readonly steps: StepList;
  readonly terminal: Terminal;
  /** Aborted when the person has seen enough. */
  readonly signal: AbortSignal;
}

/** For what takes milliseconds: long enough for a machine that is busy with something else. */
const STEP_MS = 15_000;
/** The chat server's end and the host's together stay below five seconds. */
const GRACE_MS = 2_500;

/** What `gse quickstart` shows: a host, the chat server on it, and a session. Each step is shown while it is done. */
export class QuickstartStage {
  readonly #options: StageOptions;
  #running: RunningHost | undefined;
  #client: CloudApiClient | undefined;
  #server: ChatServer | undefined;
  #process: GameServerProcess | undefined;
  #sessionId: GameServerSessionId | undefined;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  get running(): RunningHost {
    if (this.#running === undefined) throw new Error("the host is not up yet");
    return this.#running;
  }

  get server(): ChatServer {
    if (this.#server === undefined) throw new Error("the chat server is not up yet");
    return this.#server;
  }

  /** The latest session. */
  get sessionId(): GameServerSessionId {
    if (this.#sessionId === undefined) throw new Error("there is no session yet");
    return this.#sessionId;
  }

  async startHost(): Promise<void> {
    const { settings, steps } = this.#options;
    const logger = createReadableLogger((step) => {
      steps.news(step);
    });
    this.#running = await steps.step(
      "host",
      "starting",
      () => openHost({ mode: "dev", ...settings, logger }),
      ({ agentAddress, apiAddress }) => `agent ${agentAddress}, cloud API http://${apiAddress}`,
    );
    const { apiAddress, credentials } = this.#running;
    this.#client = createCloudApiClient({ endpoint: apiAddress, ...credentials });
    await this.#clearLeftOver(this.#running);
  }

  /** A run that was killed left its server; the host has just taken it back, and would give it the session. */
  async #clearLeftOver(running: RunningHost): Promise<void> {
    const { settings, steps, terminal } = this.#options;
    const pid = leftOverServer(settings.dataDir);
    if (pid === undefined) return;
    const noticed =
      running.host.counts().processes === 0
        ? Promise.resolve(undefined)
        : nextEvent(running, "processEnded", (event) => event.process.pid === pid);
    await steps.step(
      "clean-up",
      `ending the chat server of an earlier run, pid ${String(pid)}`,
      async () => {
        await endLeftOverServer(settings.dataDir, terminal.clock);
        await this.#within(noticed, () => "the host did not notice the end of the earlier chat server");
      },
      () => `ended the chat server that an earlier run left behind, pid ${String(pid)}`,
    );
  }

  async startServer(): Promise<void> {
    const { sample, port, settings, steps, terminal } = this.#options;
    const { running } = this;
    const server = await steps.step(
      "server",
      "starting the chat server",
      () => ChatServer.start({ sample, port, publicAddress: settings.publicAddress, running, terminal }),
      ({ pid }) => `the chat server is a process of its own, pid ${String(pid)}`,
    );
    this.#server = server;
    rememberServer(settings.dataDir, server.pid);
    this.#process = await steps.step(
      "ready",
      "waiting for its ProcessReady",
      () =>
        this.#within(
          server.orEnd(server.ready),
          () => `the chat server did not call ProcessReady; it said:\n${server.lastLines()}`,
        ),
      ({ clientPort }) => `it called ProcessReady: players connect to port ${String(clientPort)}`,
    );
  }

  /** @throws CloudApiError when no process is idle, for instance */
  async openSession(): Promise<void> {
    const { steps } = this.#options;
    const { server } = this;
    const activated = nextEvent(
      this.running,
      "sessionActivated",
      ({ session }) => session.processId === this.#process?.id,
    );
    const { GameServerSession: session } = await steps.step(
      "session",
      "CreateGameServerSession",
      () =>
        this.#api().call("CreateGameServerSession", {
          FleetId: "fleet-dev",
          Name: "Quick start",
          MaximumPlayerSessionCount: 10,
        }),
      ({ GameServerSession: made }) =>
        `CreateGameServerSession: ${shortId(made.GameServerSessionId)} is ${made.Status} on it`,
    );
    await steps.step(
      "active",
      "waiting for its ActivateGameServerSession",
      () =>
        this.#within(
          server.orEnd(activated),
          () => `the chat server did not call ActivateGameServerSession; it said:\n${server.lastLines()}`,
        ),
      () => `it called ActivateGameServerSession: the session is ACTIVE at ${addressText(session)}`,
    );
    this.#sessionId = session.GameServerSessionId as GameServerSessionId;
  }

  /** Holds a slot for the player, as a step; gives back the address to open. */
  async invite(player: string): Promise<string> {
    const { steps } = this.#options;
    const joined = await steps.step(
      player,
      "JoinGameServerSession",
      () => this.join(player),
      ({ id, status }) => `JoinGameServerSession: ${id} is ${status}`,
    );
    return joined.address;
  }

  /** The same without a word. @throws CloudApiError when the session is closed, for instance */
  async join(player: string): Promise<{ readonly id: string; readonly status: string; readonly address: string }> {
    const { PlayerSession: joined } = await this.#api().call("JoinGameServerSession", {
      GameServerSessionId: this.sessionId,
      PlayerId: player,
    });
    const { PlayerSessionId: id, Status: status } = joined;
    const address = `http://${addressText(joined)}/?playerSessionId=${encodeURIComponent(id)}`;
    this.#options.steps.data({ player, address });
    return { id, status, address };
  }

  /** In reverse; what was never started is not ended. */
  async end(): Promise<void> {
    const { steps, settings } = this.#options;
    const running = this.#running;
    const server = this.#server;
    if (server !== undefined) {
      await steps.step(
        "server",
        "asked the chat server to end",
        () => server.program.end(GRACE_MS),
        (end) => `the chat server ${end.code === 0 ? "told its players and ended" : "was ended"} (${howItEnded(end)})`,
      );
      forgetServer(settings.dataDir);
    }
    this.#client?.close();
    if (running !== undefined)
      await steps.step(
        "host",
        "closing",
        () => running.close(),
        () => "closed; nothing is left running",
      );
  }

  /** By force, without waiting. */
  killNow(): void {
    this.#server?.program.killNow();
    forgetServer(this.#options.settings.dataDir);
  }

  #within<T>(work: Promise<T>, tooLate: () => string): Promise<T> {
    const { signal, terminal } = this.#options;
    return within(work, {
      clock: terminal.clock,
      ms: STEP_MS,
      signal,
      tooLate: () => new CliError(exitCodes.refused, `gave up after ${String(STEP_MS / 1_000)} s: ${tooLate()}`),
    });
  }

  #api(): CloudApiClient {
    if (this.#client === undefined) throw new Error("the host is not up yet");
    return this.#client;
  }
}
