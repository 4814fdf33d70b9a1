import {
  lacksActiveSession,
  lacksSession,
  type Clock,
  type EndReason,
  type LifecycleEvent,
  type LifecycleStateKind,
  type Refused,
} from "./core/index.js";
import { Conductor, DEFAULT_CLOSE_TIMEOUT_MS } from "./conductor.js";
import type { GameServerEvents } from "./game-server-events.js";
import { checkOptions, type GameServerOptions } from "./game-server-options.js";
import { checkedTimeout } from "./agent-caller.js";
import type { CallOptions } from "./call-options.js";
import { GseClient } from "./gse-client.js";
import type { Hosting } from "./hosting.js";
import { toLog } from "./log.js";
import {
  GseError,
  type GameServerSession,
  type PlayerSession,
  type PlayerSessionCreationPolicy,
  type PlayerSessionPage,
  type PlayerSessionQuery,
} from "./model/index.js";
import type { RunningLifecycle } from "./running-lifecycle.js";
import { SessionLoop, type HostedSession } from "./session-loop.js";
import type { SessionPlayers } from "./session-players.js";
import { systemClock } from "./system-clock.js";
import { Turnstile } from "./turnstile.js";
import { settled } from "./under-way.js";
import { within } from "./within.js";

/**
 * A game server process in GSE's care: reports ready, hosts one session after the other, and ends in order.
 *
 * Every method rejects with `GseError`; one that is called in a wrong state names the state and the call that is
 * missing. It never ends the process and never installs a signal handler. Source: gse-semantics b.
 * @example
 * ```ts
 * const game = new GameServer({
 *   clientPort: 7777,
 *   onStartGameServerSession: ({ name, maxPlayers }) => console.log(`hosting "${name}" for ${maxPlayers} players`),
 *   onProcessTerminate: ({ deadline }) => console.log("ending", deadline ?? "whenever the match is over"),
 * });
 * await game.processReady();
 * ```
 */
export class GameServer implements AsyncDisposable {
  readonly #client: GseClient;
  readonly #clock: Clock;
  readonly #conductor: Conductor;
  readonly #life: RunningLifecycle;
  readonly #hosting: Hosting;
  readonly #hasStartHandler: boolean;
  readonly #policies = new Turnstile(1);
  readonly #reports = new Turnstile(1);

  /** @throws GseError BAD_REQUEST_EXCEPTION for options that cannot be used */
  constructor(options: GameServerOptions) {
    checkOptions(options);
    this.#clock = options.clock ?? systemClock;
    const { agentAddress, callTimeoutMs, logger } = options;
    this.#client = new GseClient({ agentAddress, callTimeoutMs, logger, clock: this.#clock });
    this.#hasStartHandler = options.onStartGameServerSession !== undefined;
    this.#conductor = new Conductor(options, this.#client, this.#clock, toLog(logger));
    this.#life = this.#conductor.life;
    this.#hosting = this.#conductor.hosting;
  }

  get state(): LifecycleStateKind {
    return this.#life.state.kind;
  }

  /** The session that this process hosts, from its start to its end. */
  get session(): GameServerSession | undefined {
    return this.#life.session;
  }

  /** Ids of the player sessions that were accepted and have not left; a new set for each session. */
  get players(): ReadonlySet<string> {
    return this.#hosting.present;
  }

  /**
   * Opens the port for GSE's callbacks and reports the process ready for a session; listen for players before.
   * @throws GseError SERVICE_CALL_FAILED when no agent answers, ADDRESS_UNAVAILABLE when grpcPort is taken; call it again then
   */
  async processReady(): Promise<void> {
    this.#order({ type: "processReadyCalled" });
    await this.#conductor.ready;
    const { state } = this.#life;
    if (state.kind === "ending" || state.kind === "ended") throw toError(lacksSession(state, "report ready"));
  }

  /**
   * One session after the other, in place of `onStartGameServerSession`; the first turn reports the process ready, if that
   * has not been done. The body of the loop activates its session; when the body is done, the session is terminated, or
   * refused if it was never activated. A loop that is left ends its session likewise, and no other session is taken until
   * there is a new loop. The loop ends when the server does.
   * @throws GseError ALREADY_INITIALIZED when sessions go elsewhere already
   * @example
   * ```ts
   * for await (const session of game.sessions()) {
   *   await session.activate();
   *   await session.ended(); // or play until the match is over
   * }
   * ```
   */
  sessions(): AsyncIterableIterator<HostedSession> {
    const life = this.#life;
    const hosting = this.#hosting;
    if (this.#hasStartHandler || (hosting.loop !== undefined && !hosting.loop.isLeft))
      throw new GseError(
        "ALREADY_INITIALIZED",
        `cannot loop over sessions: ${this.#hasStartHandler ? "onStartGameServerSession takes them; leave it out" : "another loop takes them; leave it first"}`,
      );
    const loop = new SessionLoop({
      get players() {
        return hosting.present;
      },
      begin: async () => {
        if (life.state.kind === "created") await this.processReady();
      },
      isEnding: () => life.state.kind === "ending" || life.state.kind === "ended",
      activate: (maxPlayers) => this.activateGameServerSession(maxPlayers),
      accept: (id, options) => this.acceptPlayerSession(id, options),
      remove: (id, options) => this.removePlayerSession(id, options),
      tookLeave: (id) => hosting.tookLeave(id),
      terminate: () => this.terminateGameServerSession(),
    });
    hosting.loop = loop;
    return loop;
  }

  /**
   * Opens the session to players. Only needed with `autoActivate: false`, or to activate before the handler settles.
   * @param maxPlayers default: what the session was created with
   * @example
   * ```ts
   * const game = new GameServer({ clientPort: 7777, autoActivate: false });
   * game.on("sessionStarted", ({ session }) => console.log(`loading ${session.gameProperties["map"] ?? "the map"}`));
   * // Later, when the world is ready:
   * await game.activateGameServerSession();
   * ```
   */
  async activateGameServerSession(maxPlayers?: number): Promise<void> {
    this.#order({ type: "activationCalled", maxPlayers });
    await this.#hosting.activation;
  }

  /** How many players this process has let in, of how many GSE lets join; both 0 without an active session. */
  get slots(): { readonly taken: number; readonly max: number } {
    return { taken: this.players.size, max: this.#hosting.maxPlayers };
  }

  /**
   * A player came with this player session id. Let the player in when it resolves. Safe for any number at the same
   * moment: 16 are asked for at a time, and who asks for the same one twice gets the one answer.
   *
   * When no answer came, GSE may have taken the player in all the same: call it again while the player waits, and it is
   * put right; otherwise the slot is given back after a minute, at once if `signal` aborted.
   * @throws GseError UNEXPECTED_PLAYER_SESSION: turn the player away; `reason` says whether "unknown", "expired", "used" …
   * @example
   * ```ts
   * const letIn = async (playerSessionId: string): Promise<void> => {
   *   try {
   *     await game.acceptPlayerSession(playerSessionId);
   *     socket.once("close", () => void game.removePlayerSession(playerSessionId));
   *   } catch (error) {
   *     const isLate = error instanceof GseError && error.reason === "expired";
   *     socket.end(isLate ? "too late: join again" : "you have no seat here");
   *   }
   * };
   * ```
   */
  async acceptPlayerSession(playerSessionId: string, options: CallOptions = {}): Promise<void> {
    const doing = `accept player session "${playerSessionId}"`;
    const { state } = this.#life;
    // The player may hear of the session sooner than this process hears that its activation went well.
    if (state.kind === "activating" && state.isActivationUnderWay)
      await this.#outcomeOf(this.#hosting.activation, doing, options);
    await this.#activePlayers(doing).accept(playerSessionId, options);
  }

  /**
   * A player left; the slot is free for another one. When the agent does not answer in time it resolves, too: the
   * departure is kept and told as soon as the agent answers again, for as long as the session lasts. And so it does for
   * a player who was in when the session or the process ended: that freed the slot already.
   */
  async removePlayerSession(playerSessionId: string, options: CallOptions = {}): Promise<void> {
    const doing = `remove player session "${playerSessionId}"`;
    if (this.state === "terminating" && this.players.has(playerSessionId))
      await this.#outcomeOf(this.#hosting.termination, doing, options);
    if (this.#hosting.tookLeave(playerSessionId)) return;
    await this.#activePlayers(doing).remove(playerSessionId, options);
  }

  /**
   * A page of this session's player sessions, in any status.
   * @example
   * ```ts
   * const { playerSessions } = await game.describePlayerSessions({ status: "RESERVED" });
   * console.log(playerSessions.map(({ playerId }) => `${playerId} is on the way`));
   * ```
   */
  async describePlayerSessions(query: PlayerSessionQuery = {}, options?: CallOptions): Promise<PlayerSessionPage> {
    const { id } = this.#anySession("describe player sessions");
    return this.#client.describePlayerSessions({ ...query, gameServerSessionId: id }, options);
  }

  /**
   * All of this session's player sessions that match, in any status, page after page as they are read.
   * @param query `limit` is the size of a page; the agent decides when left out
   * @example
   * ```ts
   * for await (const { playerId, status } of game.allPlayerSessions()) console.log(playerId, status);
   * ```
   */
  allPlayerSessions(
    query: Omit<PlayerSessionQuery, "nextToken"> = {},
    options?: CallOptions,
  ): AsyncIterable<PlayerSession> {
    const { id } = this.#anySession("describe player sessions");
    return this.#client.allPlayerSessions({ ...query, gameServerSessionId: id }, options);
  }

  /**
   * Whether players who have not joined yet may still join. Of calls at the same time the last one counts.
   * @example
   * ```ts
   * await game.updatePlayerSessionCreationPolicy("DENY_ALL"); // the match has begun
   * ```
   */
  async updatePlayerSessionCreationPolicy(policy: PlayerSessionCreationPolicy, options?: CallOptions): Promise<void> {
    const { id } = this.#anySession(`set the player session creation policy "${policy}"`);
    await this.#inOrder(this.#policies, "set the player session creation policy", options, (limits) =>
      this.#client.updatePlayerSessionCreationPolicy({ gameServerSessionId: id, policy }, limits),
    );
  }

  /** Two numbers of the game's own, shown on the session and used for scaling. Of calls at the same time the last one counts. */
  async reportCustomData(
    counts: { readonly current: number; readonly max: number },
    options?: CallOptions,
  ): Promise<void> {
    this.#anySession("report custom data");
    await this.#inOrder(this.#reports, "report custom data", options, (limits) =>
      this.#client.reportCustomData(counts, limits),
    );
  }

  /**
   * From now on every health check is answered with no, for this reason, until `setHealthy()`; after three GSE sends the
   * process no more sessions and asks it to end (gse-semantics b.4).
   * @example
   * ```ts
   * game.setUnhealthy("the map server is gone");
   * ```
   */
  setUnhealthy(reason: string): void {
    this.#conductor.health.setUnhealthy(reason);
  }

  /** Health checks are answered by `onHealthCheck` again. */
  setHealthy(): void {
    this.#conductor.health.setHealthy();
  }

  /** The session is over; the process stays and may be given another one. */
  async terminateGameServerSession(): Promise<void> {
    await this.#hosting.askToTerminate();
  }

  /**
   * Ends everything as `close()` does.
   * @throws GseError PROCESS_ENDING_FAILED when GSE could not be told; all is closed nevertheless, and the process may exit
   */
  async processEnding(options?: { readonly timeoutMs?: number | undefined }): Promise<void> {
    if (this.#life.state.kind === "created") throw toError(lacksSession(this.#life.state, "end the process"));
    const failure = await this.#end("processEnding", options);
    if (failure !== undefined) throw failure;
  }

  /**
   * Ends in order: no new players, `onProcessTerminate`, players removed, session terminated, GSE told, sockets closed.
   * The same ending for every caller; it never rejects. From inside `onProcessTerminate` it means that the handler has
   * done its part.
   * @param options `timeoutMs`: how long all of it may take before the rest is hurried; default 30,000
   * @example
   * ```ts
   * process.once("SIGTERM", () => void game.close({ timeoutMs: 8_000 }));
   * ```
   */
  async close(options?: { readonly timeoutMs?: number | undefined }): Promise<void> {
    await this.#end("close", options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  on<Name extends keyof GameServerEvents>(name: Name, listener: GameServerEvents[Name]): this {
    this.#life.events.on(name, listener);
    return this;
  }

  once<Name extends keyof GameServerEvents>(name: Name, listener: GameServerEvents[Name]): this {
    this.#life.events.once(name, listener);
    return this;
  }

  off<Name extends keyof GameServerEvents>(name: Name, listener: GameServerEvents[Name]): this {
    this.#life.events.off(name, listener);
    return this;
  }

  #order(event: LifecycleEvent): void {
    const refused = this.#life.feed(event);
    if (refused !== undefined) throw toError(refused);
  }

  #end(reason: EndReason, options: { readonly timeoutMs?: number | undefined } = {}): Promise<GseError | undefined> {
    return this.#conductor.end(reason, this.#clock.now() + (options.timeoutMs ?? DEFAULT_CLOSE_TIMEOUT_MS));
  }

  /** How a step ends that is under way, for a call that depends on it. */
  async #outcomeOf(step: Promise<void> | undefined, doing: string, options: CallOptions): Promise<void> {
    const deadlineAtMs = this.#clock.now() + (options.timeoutMs ?? this.#client.callTimeoutMs);
    const limits = { clock: this.#clock, deadlineAtMs, signal: options.signal };
    await within(settled(step), limits, () => toError(lacksActiveSession(this.#life.state, doing)));
  }

  /** One after the other, so that a call that is made again never undoes a later one. */
  async #inOrder(
    line: Turnstile,
    doing: string,
    options: CallOptions | undefined,
    call: (limits: CallOptions) => Promise<void>,
  ): Promise<void> {
    const timeoutMs = checkedTimeout("timeoutMs", options?.timeoutMs ?? this.#client.callTimeoutMs);
    const deadlineAtMs = this.#clock.now() + timeoutMs;
    const inTime = (): Promise<void> => call({ ...options, timeoutMs: Math.max(1, deadlineAtMs - this.#clock.now()) });
    const message = `cannot ${doing}: the call before it took all of the ${String(timeoutMs)} ms; GSE was not asked`;
    const limits = { clock: this.#clock, deadlineAtMs, signal: options?.signal };
    await line.pass(inTime, limits, () => new GseError("SERVICE_CALL_TIMED_OUT", message));
  }

  #anySession(doing: string): GameServerSession {
    const session = this.session;
    if (session === undefined) throw toError(lacksSession(this.#life.state, doing));
    return session;
  }

  #activePlayers(doing: string): SessionPlayers {
    const { state } = this.#life;
    const { players } = this.#hosting;
    const isOpen = state.kind === "active" || (state.kind === "ending" && state.session !== undefined);
    if (isOpen && players !== undefined) return players;
    throw toError(lacksActiveSession(state, doing));
  }
}

const toError = ({ code, message }: Refused): GseError => new GseError(code, message);
