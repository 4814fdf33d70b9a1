import type { Clock, Refused, SessionEndReason } from "./core/index.js";
import { endNeedlessSession } from "./end-needless-session.js";
import { Errands } from "./errands.js";
import type { GameServerOptions } from "./game-server-options.js";
import type { GseClient } from "./gse-client.js";
import { lastCallLimits } from "./last-call-limits.js";
import type { Log } from "./log.js";
import { GseError, messageOf, type GameServerSession, type GseRefusalReason } from "./model/index.js";
import type { RunningLifecycle } from "./running-lifecycle.js";
import { SessionGuards } from "./session-guards.js";
import type { SessionLoop } from "./session-loop.js";
import { SessionPlayers } from "./session-players.js";
import { SessionStart } from "./session-start.js";
import { toRefusal } from "./to-refusal.js";
import { kept } from "./under-way.js";
import { whyNotActive } from "./why-not-active.js";

export interface HostingParts {
  readonly options: GameServerOptions;
  readonly client: GseClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly life: RunningLifecycle;
}

/** For when there is no session. */
const noPlayers: ReadonlySet<string> = new Set();

/** The session that the process hosts: its start, its players and guards, and the calls that change it. */
export class Hosting {
  /** Where sessions go when the program takes them in a loop. */
  loop: SessionLoop | undefined;
  readonly #parts: HostingParts;
  readonly #withdrawals: Errands;
  #start: SessionStart | undefined;
  #players: SessionPlayers | undefined;
  /** Of the session before. */
  #formerPlayers: SessionPlayers | undefined;
  #guards: SessionGuards | undefined;
  #maxPlayers = 0;
  #activation: Promise<void> | undefined;
  #termination: Promise<void> | undefined;

  constructor(parts: HostingParts) {
    this.#parts = parts;
    this.#withdrawals = new Errands(parts.clock, parts.log, (gameServerSessionId, requestId) =>
      parts.client.terminateGameServerSession({ gameServerSessionId }, { requestId }),
    );
  }

  /** Of the session that is hosted, or of the last one. */
  get start(): SessionStart | undefined {
    return this.#start;
  }

  /** Undefined without a session. */
  get players(): SessionPlayers | undefined {
    return this.#players;
  }

  /** Ids of those who are in the session. */
  get present(): ReadonlySet<string> {
    return this.#players?.present ?? noPlayers;
  }

  /** Whether the player was let go when this session, the one before or the process ended; true once. */
  tookLeave(playerSessionId: string): boolean {
    return [this.#players, this.#formerPlayers].some((players) => players?.tookLeave(playerSessionId) === true);
  }

  /** As GSE counts them for the session, once it was activated. */
  get maxPlayers(): number {
    return this.#maxPlayers;
  }

  /** Under way, or the last one. */
  get activation(): Promise<void> | undefined {
    return this.#activation;
  }

  /** Under way. */
  get termination(): Promise<void> | undefined {
    return this.#termination;
  }

  begin(session: GameServerSession): void {
    this.#start = new SessionStart(session);
    this.#players = this.#playersOf(session);
    this.#guards = this.#guardsOf(session);
    this.#parts.life.emit("sessionStarted", { session });
    void this.#runStartHandler(this.#start);
  }

  answerStart(refused: Refused | undefined): void {
    this.#start?.answer(refused === undefined ? undefined : toRefusal(refused));
  }

  activate(session: GameServerSession, maxPlayers: number): void {
    this.#activation = kept(this.#activate(session, maxPlayers));
  }

  activated(session: GameServerSession): void {
    this.#parts.log.info({ gameServerSessionId: session.id }, "the session is active");
    this.#guards?.sessionActivated();
    this.#parts.life.emit("sessionActivated", { session });
  }

  /** Asks GSE to end the session, or joins who does. */
  async askToTerminate(reason?: SessionEndReason): Promise<void> {
    const refused = this.#parts.life.feed({ type: "terminationCalled", reason });
    if (refused !== undefined) throw new GseError(refused.code, refused.message);
    await this.#termination;
  }

  terminate(session: GameServerSession): void {
    this.#termination ??= kept(this.#terminate(session));
  }

  /** Without waiting; GSE hears of it as soon as the agent answers. */
  withdraw(session: GameServerSession): void {
    if (this.#withdrawals.keep(session.id)) this.#withdrawals.retryNow();
  }

  end(session: GameServerSession, reason: SessionEndReason): void {
    const over = new GseError("GAME_SERVER_SESSION_NOT_READY", `session "${session.id}" is over: "${reason}"`);
    if (this.#start?.end(over) !== true) return;
    this.#players?.end();
    this.#formerPlayers = this.#players;
    this.#guards?.close();
    this.#players = undefined;
    this.#maxPlayers = 0;
    this.#parts.log.info({ gameServerSessionId: session.id, reason }, "the session is over");
    this.#parts.life.emit("sessionEnded", { session, reason });
  }

  /** Where GSE gives one of these reasons, the session is over here, too. */
  async check(goneFor: readonly GseRefusalReason[]): Promise<void> {
    const { client, life, log } = this.#parts;
    const { session, state } = life;
    if (session === undefined || state.kind !== "active") return;
    const reason = await whyNotActive(client, session, this.#maxPlayers, log);
    if (reason !== undefined && goneFor.includes(reason)) life.feed({ type: "sessionLost", sessionId: session.id });
  }

  /** The agent answers again: what it could not be told is told now. */
  retryNow(): void {
    this.#players?.retryNow();
    this.#withdrawals.retryNow();
  }

  /** No more withdrawals. */
  close(): void {
    this.#withdrawals.close();
  }

  #playersOf(session: GameServerSession): SessionPlayers {
    const { client, clock, log, life } = this.#parts;
    return new SessionPlayers(session, {
      client,
      clock,
      log,
      callTimeoutMs: client.callTimeoutMs,
      onAccepted: (playerSessionId) => {
        this.#guards?.playerJoined();
        life.emit("playerSessionAccepted", { session, playerSessionId });
      },
      onRemoved: (playerSessionId) => {
        this.#guards?.playerLeft(this.present.size);
        life.emit("playerSessionRemoved", { session, playerSessionId });
      },
    });
  }

  #guardsOf(session: GameServerSession): SessionGuards {
    const { options, client, clock, log, life } = this.#parts;
    return new SessionGuards(options.guards ?? {}, clock, async (reason) => {
      if (life.state.kind !== "active" || life.session !== session) return;
      log.info({ gameServerSessionId: session.id, reason }, `a guard ends the session: "${reason}"`);
      life.emit("sessionEnding", { session, reason });
      await endNeedlessSession(client, session, this.#players, async () => {
        if (life.session === session) await this.askToTerminate(reason);
      });
    });
  }

  async #runStartHandler({ session, signal }: SessionStart): Promise<void> {
    const { options, log, life } = this.#parts;
    const sessionId = session.id;
    try {
      if (this.loop === undefined) await options.onStartGameServerSession?.(session, { signal });
      else await this.loop.offer(session, signal);
    } catch (err) {
      log.error({ gameServerSessionId: sessionId, err }, `onStartGameServerSession failed: ${messageOf(err)}`);
      life.feed({ type: "handlerFailed", sessionId, message: `onStartGameServerSession failed: ${messageOf(err)}` });
      return;
    }
    life.feed({ type: "handlerSucceeded", sessionId, autoActivate: options.autoActivate ?? true });
  }

  async #activate(session: GameServerSession, maxPlayers: number): Promise<void> {
    const { client, log, life } = this.#parts;
    const sessionId = session.id;
    // 0 leaves the session's own number, and GSE takes the smaller one (gse-semantics m-30).
    this.#maxPlayers = maxPlayers === 0 ? session.maxPlayers : Math.min(maxPlayers, session.maxPlayers);
    try {
      await client.activateGameServerSession({ gameServerSessionId: sessionId, maxPlayers });
    } catch (err) {
      log.warn({ gameServerSessionId: sessionId, err }, `the session was not activated: ${messageOf(err)}`);
      life.feed({ type: "activationFailed", sessionId, message: messageOf(err) });
      throw err;
    }
    life.feed({ type: "activationSucceeded", sessionId });
  }

  async #terminate(session: GameServerSession): Promise<void> {
    const { client, clock, life } = this.#parts;
    const sessionId = session.id;
    try {
      const limits = lastCallLimits(life.state, clock.now(), client.callTimeoutMs);
      await client.terminateGameServerSession({ gameServerSessionId: sessionId }, limits);
    } catch (error) {
      const isOver = error instanceof GseError && error.code === "GAME_SERVER_SESSION_NOT_READY";
      life.feed({ type: isOver ? "terminationSucceeded" : "terminationFailed", sessionId });
      throw error;
    } finally {
      this.#termination = undefined;
    }
    life.feed({ type: "terminationSucceeded", sessionId });
  }
}
