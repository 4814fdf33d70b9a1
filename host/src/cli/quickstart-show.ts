import { CloudApiError, createCloudApiClient, HostUnreachableError, type CloudApiClient } from "../client/index.js";
import type { RunningHost } from "../main.js";
import type { GameServerProcess, GameServerSessionId, HostEvent } from "../model/index.js";
import { remoteFlags } from "./banner.js";
import type { ChatSample } from "./chat-sample.js";
import { ChatServer, nextEvent, runScriptedPlayers } from "./chat-server.js";
import { howItEnded, type ChildProgram } from "./child-program.js";
import { createComplaintLogger } from "./complaint-logger.js";
import { CliError, exitCodes } from "./exit.js";
import type { HostSettings } from "./host-settings.js";
import { endLeftOverServer, forgetServer, leftOverServer, rememberServer } from "./left-over-server.js";
import { openHost } from "./open-host.js";
import { printable } from "./printable.js";
import { readableStep } from "./readable-step.js";
import { shortId } from "./session-name.js";
import { addressText } from "./session-text.js";
import type { StepList } from "./step-list.js";
import { aborted } from "./stop-requests.js";
import type { Terminal } from "./terminal.js";
import { Stopped, within } from "./within.js";

export interface QuickstartOptions {
  readonly sample: ChatSample;
  readonly settings: HostSettings;
  readonly port: number;
  readonly steps: StepList;
  readonly terminal: Terminal;
  /** Aborted when the person has seen enough. */
  readonly signal: AbortSignal;
}

const PLAYERS = ["ada", "bob"] as const;
type PlayerName = (typeof PLAYERS)[number];

/** For what takes milliseconds: long enough for a machine that is busy with something else. */
const STEP_MS = 15_000;
const CHAT_MS = 20_000;
/** The chat server's and the host's own end together stay below five seconds. */
const GRACE_MS = 2_500;

/** A server that is ready, and the session on it. */
interface Stage {
  readonly server: ChatServer;
  readonly process: GameServerProcess;
}

/** The host, the chat server and the players of `gse quickstart`: brought up, shown, and taken down in reverse. */
export class QuickstartShow {
  readonly #options: QuickstartOptions;
  #running: RunningHost | undefined;
  #client: CloudApiClient | undefined;
  #server: ChatServer | undefined;
  #players: ChildProgram | undefined;
  #stage: Stage | undefined;
  #sessionId: GameServerSessionId | undefined;
  readonly #addresses = new Map<PlayerName, string>();

  constructor(options: QuickstartOptions) {
    this.#options = options;
  }

  /** Host, server, session and a slot for each player. */
  async begin(): Promise<void> {
    await this.#startHost();
    await this.#clearLeftOver();
    await this.#startServer();
    await this.#openSession();
  }

  /** Two scripted players chat. @throws CliError, exit code 1, when they did not hear each other */
  async check(): Promise<void> {
    const { steps, sample, terminal } = this.#options;
    const { lines } = await steps.step(
      "chat",
      "ada and bob talk to each other",
      async () => {
        const players = await runScriptedPlayers(sample, Object.fromEntries(this.#addresses), terminal);
        this.#players = players.program;
        const chat = await this.#within(players.outcome, CHAT_MS, "the players did not finish their chat");
        if (!chat.isGood)
          throw new CliError(
            exitCodes.refused,
            `the players did not hear each other; they said:\n${indented(chat.lines)}`,
          );
        return chat;
      },
      () => "ada and bob heard each other, over the wire:",
    );
    steps.data({ transcript: lines });
    steps.text(`\n${indented(lines)}\n`);
  }

  /** Until Ctrl-C: tells what happens, and keeps an address ready for each player. */
  async stayUp(): Promise<void> {
    const { signal, steps, terminal } = this.#options;
    const running = this.#host();
    const { dim } = terminal.colors;
    steps.text("\n  Open both in a browser, and chat:\n");
    this.#showAddresses();
    steps.text(
      `\n  ${dim("A slot is held for 60 s; when it lapses or its player leaves, the next address appears here.")}` +
        `\n  ${dim("Look into it from another terminal:")} gse session show latest${remoteFlags(running, terminal)}` +
        `\n  ${dim("Ctrl-C ends all of it.")}\n`,
    );
    const unfollow = running.host.onEvent((event) => {
      if (!signal.aborted) this.#tell(event);
    });
    try {
      while (!signal.aborted) await this.#nextAct();
    } finally {
      unfollow();
    }
  }

  /** In reverse; what was never started is not ended. */
  async end(): Promise<void> {
    const { steps, settings } = this.#options;
    const server = this.#server;
    const running = this.#running;
    if (running !== undefined) steps.text("");
    await this.#players?.end(GRACE_MS);
    if (server !== undefined) {
      await steps.step(
        "server",
        "asked the chat server to end",
        () => server.program.end(GRACE_MS),
        (end) => `the chat server told its players and ended (${howItEnded(end)})`,
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

  /** Second Ctrl-C. */
  killNow(): void {
    this.#players?.killNow();
    this.#server?.program.killNow();
    forgetServer(this.#options.settings.dataDir);
  }

  async #startHost(): Promise<void> {
    const { settings, steps } = this.#options;
    const logger = createComplaintLogger((text) => {
      steps.news({ tone: "bad", about: "host", text });
    });
    this.#running = await steps.step(
      "host",
      "starting",
      () => openHost({ mode: "dev", ...settings, logger }),
      ({ agentAddress, apiAddress }) => `agent ${agentAddress}, cloud API http://${apiAddress}`,
    );
    const { apiAddress, credentials } = this.#running;
    this.#client = createCloudApiClient({ endpoint: apiAddress, ...credentials });
  }

  /** A run that was killed left its server; the host has just taken it back, and would give it the session. */
  async #clearLeftOver(): Promise<void> {
    const { settings, steps, terminal } = this.#options;
    const pid = leftOverServer(settings.dataDir);
    if (pid === undefined) return;
    const running = this.#host();
    const noticed =
      running.host.counts().processes === 0
        ? Promise.resolve(undefined)
        : nextEvent(running, "processEnded", (event) => event.process.pid === pid);
    await steps.step(
      "clean-up",
      `ending the chat server of an earlier run, pid ${String(pid)}`,
      async () => {
        await endLeftOverServer(settings.dataDir, terminal.clock);
        await this.#within(noticed, STEP_MS, "the host did not notice the end of the earlier chat server");
      },
      () => `ended the chat server that an earlier run left behind, pid ${String(pid)}`,
    );
  }

  async #startServer(): Promise<void> {
    const { sample, port, settings, steps, terminal } = this.#options;
    const running = this.#host();
    const readies: GameServerProcess[] = [];
    const unfollow = running.host.onEvent((event) => {
      if (event.type === "processReady") readies.push(event.process);
    });
    const server = await steps.step(
      "server",
      "starting the chat server",
      () => ChatServer.start({ sample, port, publicAddress: settings.publicAddress, running, terminal }),
      ({ pid }) => `the chat server is a process of its own, pid ${String(pid)}`,
    );
    this.#server = server;
    rememberServer(settings.dataDir, server.pid);
    const isOurs = (process: GameServerProcess): boolean => process.pid === server.pid;
    const ready = (async () => {
      const early = readies.find(isOurs);
      if (early !== undefined) return early;
      return (await nextEvent(running, "processReady", (event) => isOurs(event.process))).process;
    })();
    const process = await steps.step(
      "ready",
      "waiting for its ProcessReady",
      () =>
        this.#within(
          server.orEnd(ready),
          STEP_MS,
          () => `the chat server did not call ProcessReady; it said:\n${server.lastLines()}`,
        ),
      ({ clientPort }) => `it called ProcessReady: players connect to port ${String(clientPort)}`,
    );
    unfollow();
    this.#stage = { server, process };
  }

  async #openSession(): Promise<void> {
    const { steps } = this.#options;
    const { server, process } = this.#onStage();
    const client = this.#api();
    const activated = nextEvent(this.#host(), "sessionActivated", (event) => event.session.processId === process.id);
    const { GameServerSession: session } = await steps.step(
      "session",
      "CreateGameServerSession",
      () =>
        client.call("CreateGameServerSession", {
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
          STEP_MS,
          () => `the chat server did not call ActivateGameServerSession; it said:\n${server.lastLines()}`,
        ),
      () => `it called ActivateGameServerSession: the session is ACTIVE at ${addressText(session)}`,
    );
    this.#sessionId = session.GameServerSessionId as GameServerSessionId;
    for (const name of PLAYERS) await this.#invite(name);
  }

  async #invite(name: PlayerName): Promise<void> {
    const { steps } = this.#options;
    const GameServerSessionId = this.#sessionId;
    if (GameServerSessionId === undefined) return;
    const client = this.#api();
    const { PlayerSession: player } = await steps.step(
      name,
      "JoinGameServerSession",
      () => client.call("JoinGameServerSession", { GameServerSessionId, PlayerId: name }),
      ({ PlayerSession: joined }) => `JoinGameServerSession: ${joined.PlayerSessionId} is ${joined.Status}`,
    );
    const address = `http://${addressText(player)}/?playerSessionId=${encodeURIComponent(player.PlayerSessionId)}`;
    this.#addresses.set(name, address);
    steps.data({ player: name, address });
  }

  #showAddresses(names: readonly PlayerName[] = PLAYERS): void {
    const { steps, terminal } = this.#options;
    const { bold, cyan, underline } = terminal.colors;
    for (const name of names) steps.text(`    ${bold(name)}  ${cyan(underline(this.#addresses.get(name) ?? ""))}`);
  }

  #tell(event: HostEvent): void {
    const step = readableStep(event);
    // A slot that is held appears as the address to open.
    if (step !== undefined && event.type !== "playerReserved") this.#options.steps.news(step);
    if (event.type === "playerEnded") void this.#inviteAgain(event.player.playerId);
  }

  async #inviteAgain(playerId: string): Promise<void> {
    const name = PLAYERS.find((one) => one === playerId);
    if (name === undefined || !this.#isSessionOpen()) return;
    try {
      await this.#invite(name);
      this.#showAddresses([name]);
    } catch (error) {
      if (!isOfTheService(error)) throw error;
      // The session closes its doors, or all of it ends: then nobody is asked in again.
    }
  }

  #isSessionOpen(): boolean {
    if (this.#sessionId === undefined || this.#options.signal.aborted) return false;
    const session = this.#host().host.reads.session(this.#sessionId);
    return session?.status === "ACTIVE" && session.playerSessionCreationPolicy === "ACCEPT_ALL";
  }

  /** Waits for the end of the session, of the server or of the show; what has ended begins anew. */
  async #nextAct(): Promise<void> {
    const { signal, steps } = this.#options;
    const { server } = this.#onStage();
    const stopped = aborted(signal).then(() => "stopped" as const);
    const serverEnded = server.program.ended.then(() => "server" as const);
    const sessionEnded = nextEvent(this.#host(), "sessionEnded", (event) => event.session.id === this.#sessionId).then(
      () => "session" as const,
    );

    let what = await Promise.race([stopped, serverEnded, sessionEnded]);
    this.#sessionId = undefined;
    if (what === "session") {
      try {
        steps.text("");
        await this.#openSession();
        steps.text("");
        this.#showAddresses();
        return;
      } catch (error) {
        if (signal.aborted) throw new Stopped("asked to end");
        if (!isOfTheService(error)) throw error;
      }
      // No process is idle: the server is about to end with its session.
      what = await Promise.race([stopped, serverEnded]);
    }
    if (what === "stopped") return;
    steps.text("");
    await this.#startServer();
    await this.#openSession();
    steps.text("");
    this.#showAddresses();
  }

  #within<T>(work: Promise<T>, ms: number, tooLate: string | (() => string)): Promise<T> {
    const { signal, terminal } = this.#options;
    return within(work, {
      clock: terminal.clock,
      ms,
      signal,
      tooLate: () => {
        const what = typeof tooLate === "string" ? tooLate : tooLate();
        return new CliError(exitCodes.refused, `gave up after ${String(ms / 1_000)} s: ${what}`);
      },
    });
  }

  #host(): RunningHost {
    if (this.#running === undefined) throw new Error("the host is not up yet");
    return this.#running;
  }

  #api(): CloudApiClient {
    if (this.#client === undefined) throw new Error("the host is not up yet");
    return this.#client;
  }

  #onStage(): Stage {
    if (this.#stage === undefined) throw new Error("the chat server is not up yet");
    return this.#stage;
  }
}

const isOfTheService = (error: unknown): boolean =>
  error instanceof CloudApiError || error instanceof HostUnreachableError;

const indented = (lines: readonly string[]): string => lines.map((line) => `    ${printable(line)}`).join("\n");
