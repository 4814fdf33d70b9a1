import {
  initialState,
  sessionOf,
  step,
  type Clock,
  type Effect,
  type EndReason,
  type LifecycleEvent,
  type LifecycleState,
  type Refused,
  type SessionEndReason,
} from "./core/index.js";
import { AgentLink } from "./agent-link.js";
import type { CallOptions } from "./call-options.js";
import { endNeedlessSession } from "./end-needless-session.js";
import { endProcess } from "./end-process.js";
import { Errands } from "./errands.js";
import { Farewell } from "./farewell.js";
import type { GameServerEvents } from "./game-server-events.js";
import type { GameServerOptions } from "./game-server-options.js";
import type { GseClient } from "./gse-client.js";
import { HealthReport } from "./health-report.js";
import { GuardedEmitter } from "./guarded-emitter.js";
import type { Log } from "./log.js";
import { GseError, messageOf, type GameServerSession, type GseRefusalReason } from "./model/index.js";
import { SessionPlayers } from "./session-players.js";
import { SessionGuards } from "./session-guards.js";
import type { SessionLoop } from "./session-loop.js";
import { SessionStart } from "./session-start.js";
import { kept, settled } from "./under-way.js";
import { SignalWatch } from "./signal-watch.js";
import { toRefusal } from "./to-refusal.js";
import { whyNotActive } from "./why-not-active.js";
import type { WireGameServerSession } from "./wire/index.js";
import { toGameServerSession } from "./wire/to-session.js";

export const DEFAULT_CLOSE_TIMEOUT_MS = 30_000;
const SHORTEST_LAST_CALL_MS = 1_000;

/** For when there is no session. */
export const noPlayers: ReadonlySet<string> = new Set();

/** Feeds the life cycle with what happens, and carries out what it decides: calls, answers, events, the ending. */
export class Conductor {
  readonly events: GuardedEmitter<GameServerEvents>;
  readonly health: HealthReport;
  /** Of the session that is hosted, or of the last one, without any player then. */
  players: SessionPlayers | undefined;
  /** As GSE counts them for the session, once it was activated. */
  maxPlayers = 0;
  // What is under way, for those who join it.
  ready: Promise<void> | undefined;
  activation: Promise<void> | undefined;
  termination: Promise<void> | undefined;
  ending: Promise<GseError | undefined> | undefined;
  readonly #options: GameServerOptions;
  readonly #client: GseClient;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Where sessions go when the program takes them in a loop. */
  loop: SessionLoop | undefined;
  readonly #signals: SignalWatch;
  readonly #link: AgentLink;
  readonly #withdrawals: Errands;
  #state: LifecycleState = initialState;
  #start: SessionStart | undefined;
  #guards: SessionGuards | undefined;
  #farewell: Farewell | undefined;
  // Events wait until the change that they tell of is complete, so that a listener may call the server.
  readonly #outbox: (() => void)[] = [];
  #depth = 0;

  constructor(options: GameServerOptions, client: GseClient, clock: Clock, log: Log) {
    this.#options = options;
    this.#client = client;
    this.#clock = clock;
    this.#log = log;
    this.#signals = new SignalWatch(options.endOnSignals ?? false, (signal) => {
      log.info({ signal }, `the process got ${signal} and ends`);
      void this.end("signal", clock.now() + DEFAULT_CLOSE_TIMEOUT_MS);
    });
    this.health = new HealthReport(options, clock, log);
    this.#link = new AgentLink({
      options,
      client,
      clock,
      log,
      handlers: {
        startGameServerSession: (session, { signal }) => this.#onStartGameServerSession(session, signal),
        healthCheck: () => this.#onHealthCheck(),
        processTerminate: async (terminationTime) => this.#onProcessTerminate(terminationTime),
      },
      sessionId: () => this.session?.id,
      isAnnounced: () => this.#isAnnounced(),
      onReunited: async () => {
        await this.#checkSession(["session-not-found", "wrong-process"]);
        this.players?.retryNow();
        this.#withdrawals.retryNow();
      },
    });
    this.#withdrawals = new Errands(clock, log, (gameServerSessionId, requestId) =>
      client.terminateGameServerSession({ gameServerSessionId }, { requestId }),
    );
    this.events = new GuardedEmitter((event, err) =>
      log.error({ event, err }, `a listener of the event "${event}" failed: ${messageOf(err)}`),
    );
  }

  get state(): LifecycleState {
    return this.#state;
  }

  get session(): GameServerSession | undefined {
    return sessionOf(this.#state);
  }

  /** Gives back why the event has no place in the state, if so. */
  feed(event: LifecycleEvent): Refused | undefined {
    const from = this.#state.kind;
    const [next, effects] = step(this.#state, event);
    this.#state = next;
    let refused: Refused | undefined;
    this.#depth += 1;
    try {
      if (next.kind !== from) {
        this.#log.debug({ from, to: next.kind }, `the game server is "${next.kind}"`);
        this.emit("stateChanged", { from, to: next.kind });
      }
      for (const effect of effects) {
        if (effect.do === "refuse") refused = effect.refused;
        else this.#carryOut(effect);
      }
    } finally {
      this.#depth -= 1;
    }
    if (this.#depth === 0) for (const send of this.#outbox.splice(0)) send();
    return refused;
  }

  emit<Name extends keyof GameServerEvents>(name: Name, event: Parameters<GameServerEvents[Name]>[0]): void {
    if (this.#depth === 0) this.events.emit(name, event);
    else this.#outbox.push(() => this.events.emit(name, event));
  }

  /** Asks GSE to end the session, or joins who does. */
  async terminateSession(reason?: SessionEndReason): Promise<void> {
    const refused = this.feed({ type: "terminationCalled", reason });
    if (refused !== undefined) throw new GseError(refused.code, refused.message);
    await this.termination;
  }

  /** The one ending, begun or joined. */
  async end(reason: EndReason, deadlineAtMs: number): Promise<GseError | undefined> {
    if (this.#farewell?.isInsideHandler === true) this.#farewell.release();
    else this.feed({ type: "endRequested", reason, deadlineAtMs });
    return this.ending;
  }

  #carryOut(effect: Exclude<Effect, { do: "refuse" }>): void {
    switch (effect.do) {
      case "announceProcess":
        this.ready = kept(this.#announceProcess());
        break;
      case "runStartHandler":
        this.#start = new SessionStart(effect.session);
        this.players = this.#playersOf(effect.session);
        this.#guards = this.#guardsOf(effect.session);
        this.emit("sessionStarted", { session: effect.session });
        void this.#runStartHandler(this.#start);
        break;
      case "activate":
        this.activation = kept(this.#activate(effect.session, effect.maxPlayers));
        break;
      case "reportActivated":
        this.#log.info({ gameServerSessionId: effect.session.id }, "the session is active");
        this.#guards?.sessionActivated();
        this.emit("sessionActivated", { session: effect.session });
        break;
      case "answerStart":
        this.#start?.answer(effect.refused === undefined ? undefined : toRefusal(effect.refused));
        break;
      case "terminate":
        this.termination ??= kept(this.#terminate(effect.session));
        break;
      case "withdraw":
        this.#withdraw(effect.session);
        break;
      case "endSession":
        this.#endSession(effect.session, effect.reason);
        break;
      case "end":
        this.ending = this.#carryOutEnding(effect.reason, effect.deadlineAtMs);
        break;
      case "bringDeadlineForward":
        this.#farewell?.bringForward(effect.deadlineAtMs);
        break;
      default:
        throw new Error(`unknown effect: ${JSON.stringify(effect satisfies never)}`);
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
      this.feed({ type: "processReadyFailed" });
      throw error;
    }
    this.feed({ type: "processReadySucceeded" });
  }

  #isAnnounced(): boolean {
    const { kind } = this.#state;
    return kind !== "created" && kind !== "starting" && kind !== "ending" && kind !== "ended";
  }

  /** Where GSE gives one of these reasons, the session is over here, too. */
  async #checkSession(goneFor: readonly GseRefusalReason[]): Promise<void> {
    const { session } = this;
    if (session === undefined || this.#state.kind !== "active") return;
    const reason = await whyNotActive(this.#client, session, this.maxPlayers, this.#log);
    if (reason !== undefined && goneFor.includes(reason)) this.feed({ type: "sessionLost", sessionId: session.id });
  }

  #playersOf(session: GameServerSession): SessionPlayers {
    return new SessionPlayers(session, {
      client: this.#client,
      clock: this.#clock,
      log: this.#log,
      callTimeoutMs: this.#client.callTimeoutMs,
      onAccepted: (playerSessionId) => {
        this.#guards?.playerJoined();
        this.emit("playerSessionAccepted", { session, playerSessionId });
      },
      onRemoved: (playerSessionId) => {
        this.#guards?.playerLeft(this.players?.present.size ?? 0);
        this.emit("playerSessionRemoved", { session, playerSessionId });
      },
    });
  }

  #guardsOf(session: GameServerSession): SessionGuards {
    return new SessionGuards(this.#options.guards ?? {}, this.#clock, async (reason) => {
      if (this.#state.kind !== "active" || this.session !== session) return;
      this.#log.info({ gameServerSessionId: session.id, reason }, `a guard ends the session: "${reason}"`);
      this.emit("sessionEnding", { session, reason });
      await endNeedlessSession(this.#client, session, this.players, async () => {
        if (this.session === session) await this.terminateSession(reason);
      });
    });
  }

  async #runStartHandler({ session, signal }: SessionStart): Promise<void> {
    const sessionId = session.id;
    try {
      if (this.loop === undefined) await this.#options.onStartGameServerSession?.(session, { signal });
      else await this.loop.offer(session, signal);
    } catch (err) {
      this.#log.error({ gameServerSessionId: sessionId, err }, `onStartGameServerSession failed: ${messageOf(err)}`);
      this.feed({ type: "handlerFailed", sessionId, message: `onStartGameServerSession failed: ${messageOf(err)}` });
      return;
    }
    this.feed({ type: "handlerSucceeded", sessionId, autoActivate: this.#options.autoActivate ?? true });
  }

  async #activate(session: GameServerSession, maxPlayers: number): Promise<void> {
    const sessionId = session.id;
    // 0 leaves the session's own number, and GSE takes the smaller one (gse-semantics m-30).
    this.maxPlayers = maxPlayers === 0 ? session.maxPlayers : Math.min(maxPlayers, session.maxPlayers);
    try {
      await this.#client.activateGameServerSession({ gameServerSessionId: sessionId, maxPlayers });
    } catch (err) {
      this.#log.warn({ gameServerSessionId: sessionId, err }, `the session was not activated: ${messageOf(err)}`);
      this.feed({ type: "activationFailed", sessionId, message: messageOf(err) });
      throw err;
    }
    this.feed({ type: "activationSucceeded", sessionId });
  }

  async #terminate(session: GameServerSession): Promise<void> {
    const sessionId = session.id;
    try {
      await this.#client.terminateGameServerSession({ gameServerSessionId: sessionId }, this.#endingLimits());
    } catch (error) {
      const isOver = error instanceof GseError && error.code === "GAME_SERVER_SESSION_NOT_READY";
      this.feed({ type: isOver ? "terminationSucceeded" : "terminationFailed", sessionId });
      throw error;
    } finally {
      this.termination = undefined;
    }
    this.feed({ type: "terminationSucceeded", sessionId });
  }

  /** Without waiting; GSE hears of it as soon as the agent answers. */
  #withdraw(session: GameServerSession): void {
    if (this.#withdrawals.keep(session.id)) this.#withdrawals.retryNow();
  }

  #endSession(session: GameServerSession, reason: SessionEndReason): void {
    const over = new GseError("GAME_SERVER_SESSION_NOT_READY", `session "${session.id}" is over: "${reason}"`);
    if (this.#start?.end(over) !== true) return;
    this.players?.end();
    this.#guards?.close();
    this.players = undefined;
    this.maxPlayers = 0;
    this.#log.info({ gameServerSessionId: session.id, reason }, "the session is over");
    this.emit("sessionEnded", { session, reason });
  }

  async #onStartGameServerSession(wireSession: WireGameServerSession, signal: AbortSignal): Promise<void> {
    const session = toGameServerSession(wireSession);
    // GSE may be faster than its own answer to ProcessReady or TerminateGameServerSession.
    while (this.#start?.session.id !== session.id && this.#isInBetween()) await settled(this.ready, this.termination);
    if (this.#start?.session.id !== session.id) {
      if (this.#state.kind === "activating" && this.#start?.isAwaited === false) this.feed({ type: "startAbandoned" });
      // GSE holds the process for idle, so the session that it hosts may have ended unheard.
      await this.#checkSession(["session-not-found", "wrong-process", "session-not-active"]);
    }
    if (this.#start?.session.id !== session.id) {
      const refused = this.feed({ type: "sessionOffered", session });
      if (refused !== undefined) {
        this.#log.warn({ gameServerSessionId: session.id }, refused.message);
        throw toRefusal(refused);
      }
    }
    await this.#start?.answerFor(signal);
  }

  #isInBetween(): boolean {
    return this.#state.kind === "starting" || this.#state.kind === "terminating";
  }

  async #onHealthCheck(): Promise<boolean> {
    const reason = await this.health.check();
    const isHealthy = reason === "";
    this.emit("healthChecked", { isHealthy, reason });
    return isHealthy;
  }

  /** Answered at once; the ending takes its time. `terminationTime` in Unix seconds (gse-semantics m-4). */
  #onProcessTerminate(terminationTime: bigint): void {
    const deadline = new Date(Number(terminationTime) * 1_000);
    // -1 is no deadline, and so are 0, which is how an unset number travels, and what no calendar holds.
    const isDeadline = terminationTime > 0n && !Number.isNaN(deadline.getTime());
    this.feed({
      type: "endRequested",
      reason: "processTerminate",
      deadlineAtMs: isDeadline ? deadline.getTime() : null,
    });
  }

  /** While it ends, a call has the time that is left, and a second at least. */
  #endingLimits(): CallOptions {
    const deadlineAtMs = this.#state.kind === "ending" ? this.#state.deadlineAtMs : null;
    if (deadlineAtMs === null) return {};
    const leftMs = Math.max(SHORTEST_LAST_CALL_MS, deadlineAtMs - this.#clock.now());
    return { timeoutMs: Math.min(this.#client.callTimeoutMs, leftMs) };
  }

  async #carryOutEnding(reason: EndReason, deadlineAtMs: number | null): Promise<GseError | undefined> {
    const deadline = deadlineAtMs === null ? null : new Date(deadlineAtMs);
    const farewell = (this.#farewell = new Farewell(this.#clock, deadlineAtMs));
    this.#log.info({ reason, deadline }, `the game server is ending: "${reason}"`);
    this.emit("terminationRequested", { reason, deadline });
    this.loop?.wake();
    // Whether GSE knows the process, and which session is open, is only clear when no call is under way.
    await settled(this.ready, this.activation, this.termination);
    const failure = await endProcess({
      isAnnounced: this.#state.kind === "ending" && this.#state.isAnnounced,
      log: this.#log,
      openSession: () => this.session,
      players: () => this.players?.present ?? noPlayers,
      sayFarewell: () =>
        farewell.run(async (signal) => this.#options.onProcessTerminate?.({ deadline, reason, signal })),
      denyNewPlayers: (session, limits) =>
        this.#client.updatePlayerSessionCreationPolicy({ gameServerSessionId: session.id, policy: "DENY_ALL" }, limits),
      removePlayer: async (playerSessionId, limits) => this.players?.dismiss(playerSessionId, limits),
      terminateSession: () => this.terminateSession(),
      tellProcessEnding: (limits) => this.#client.processEnding(limits),
      limits: () => this.#endingLimits(),
    });
    farewell.close();
    this.#link.stopAnnouncing();
    this.#withdrawals.close();
    const session = this.session;
    if (session !== undefined) this.#endSession(session, "processEnd");
    this.#client.close();
    await this.#link.close();
    this.health.close();
    this.#signals.close();
    this.feed({ type: "endCompleted" });
    this.emit("closed", { reason });
    return failure;
  }
}
