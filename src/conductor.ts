import { AgentLink } from "./agent-link.js";
import { Callbacks } from "./callbacks.js";
import type { Clock, EndReason } from "./core/index.js";
import { endProcess } from "./end-process.js";
import { Farewell } from "./farewell.js";
import type { GameServerOptions } from "./game-server-options.js";
import type { GseClient } from "./gse-client.js";
import { HealthReport } from "./health-report.js";
import { Hosting } from "./hosting.js";
import { lastCallLimits } from "./last-call-limits.js";
import type { Log } from "./log.js";
import type { GseError } from "./model/index.js";
import { RunningLifecycle, type Deed } from "./running-lifecycle.js";
import { SignalWatch } from "./signal-watch.js";
import { kept, settled } from "./under-way.js";

export const DEFAULT_CLOSE_TIMEOUT_MS = 30_000;

/** Carries out what the life cycle decides: each deed by the part whose matter it is, the process's own here. */
export class Conductor {
  readonly life: RunningLifecycle;
  readonly hosting: Hosting;
  readonly health: HealthReport;
  readonly #options: GameServerOptions;
  readonly #client: GseClient;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #signals: SignalWatch;
  readonly #link: AgentLink;
  #ready: Promise<void> | undefined;
  #ending: Promise<GseError | undefined> | undefined;
  #farewell: Farewell | undefined;

  constructor(options: GameServerOptions, client: GseClient, clock: Clock, log: Log) {
    this.#options = options;
    this.#client = client;
    this.#clock = clock;
    this.#log = log;
    const life = (this.life = new RunningLifecycle(log, (deed) => this.#carryOut(deed)));
    const hosting = (this.hosting = new Hosting({ options, client, clock, log, life }));
    const health = (this.health = new HealthReport(options, clock, log));
    this.#signals = new SignalWatch(options.endOnSignals ?? false, (signal) => {
      log.info({ signal }, `the process got ${signal} and ends`);
      void this.end("signal", clock.now() + DEFAULT_CLOSE_TIMEOUT_MS);
    });
    this.#link = new AgentLink({
      options,
      client,
      clock,
      log,
      handlers: new Callbacks({ life, hosting, health, log, ready: () => this.#ready }),
      sessionId: () => life.session?.id,
      isAnnounced: () => this.#isAnnounced(),
      onReunited: async () => {
        await hosting.check(["session-not-found", "wrong-process"]);
        hosting.retryNow();
      },
    });
  }

  /** The process's report that it is ready, under way or the last one. */
  get ready(): Promise<void> | undefined {
    return this.#ready;
  }

  /** The one ending, begun or joined. */
  async end(reason: EndReason, deadlineAtMs: number): Promise<GseError | undefined> {
    if (this.#farewell?.isInsideHandler === true) this.#farewell.release();
    else this.life.feed({ type: "endRequested", reason, deadlineAtMs });
    return this.#ending;
  }

  #carryOut(deed: Deed): void {
    switch (deed.do) {
      case "announceProcess":
        this.#ready = kept(this.#announceProcess());
        break;
      case "runStartHandler":
        this.hosting.begin(deed.session);
        break;
      case "activate":
        this.hosting.activate(deed.session, deed.maxPlayers);
        break;
      case "reportActivated":
        this.hosting.activated(deed.session);
        break;
      case "answerStart":
        this.hosting.answerStart(deed.refused);
        break;
      case "terminate":
        this.hosting.terminate(deed.session);
        break;
      case "withdraw":
        this.hosting.withdraw(deed.session);
        break;
      case "endSession":
        this.hosting.end(deed.session, deed.reason);
        break;
      case "end":
        this.#ending = this.#endProcess(deed.reason, deed.deadlineAtMs);
        break;
      case "bringDeadlineForward":
        this.#farewell?.bringForward(deed.deadlineAtMs);
        break;
      default:
        throw new Error(`unknown effect: ${JSON.stringify(deed satisfies never)}`);
    }
  }

  async #announceProcess(): Promise<void> {
    this.health.open();
    this.#signals.open();
    try {
      await this.#link.open();
    } catch (error) {
      this.health.close();
      this.#signals.close();
      this.life.feed({ type: "processReadyFailed" });
      throw error;
    }
    this.life.feed({ type: "processReadySucceeded" });
  }

  #isAnnounced(): boolean {
    const { kind } = this.life.state;
    return kind !== "created" && kind !== "starting" && kind !== "ending" && kind !== "ended";
  }

  async #endProcess(reason: EndReason, deadlineAtMs: number | null): Promise<GseError | undefined> {
    const client = this.#client;
    const { life, hosting } = this;
    const deadline = deadlineAtMs === null ? null : new Date(deadlineAtMs);
    const farewell = (this.#farewell = new Farewell(this.#clock, deadlineAtMs));
    this.#log.info({ reason, deadline }, `the game server is ending: "${reason}"`);
    life.emit("terminationRequested", { reason, deadline });
    hosting.loop?.wake();
    // Whether GSE knows the process, and which session is open, is only clear when no call is under way.
    await settled(this.#ready, hosting.activation, hosting.termination);
    const failure = await endProcess({
      isAnnounced: life.state.kind === "ending" && life.state.isAnnounced,
      log: this.#log,
      openSession: () => life.session,
      players: () => hosting.present,
      sayFarewell: () =>
        farewell.run(async (signal) => this.#options.onProcessTerminate?.({ deadline, reason, signal })),
      denyNewPlayers: (session, limits) =>
        client.updatePlayerSessionCreationPolicy({ gameServerSessionId: session.id, policy: "DENY_ALL" }, limits),
      removePlayer: async (playerSessionId, limits) => hosting.players?.dismiss(playerSessionId, limits),
      terminateSession: () => hosting.askToTerminate(),
      tellProcessEnding: (limits) => client.processEnding(limits),
      limits: () => lastCallLimits(life.state, this.#clock.now(), client.callTimeoutMs),
    });
    farewell.close();
    this.#link.stopAnnouncing();
    hosting.close();
    const { session } = life;
    if (session !== undefined) hosting.end(session, "processEnd");
    client.close();
    await this.#link.close();
    this.health.close();
    this.#signals.close();
    life.feed({ type: "endCompleted" });
    life.emit("closed", { reason });
    return failure;
  }
}
