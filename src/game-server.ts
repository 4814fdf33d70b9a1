import {
  lacksActiveSession,
  lacksSession,
  type Clock,
  type EndReason,
  type LifecycleEvent,
  type LifecycleStateKind,
  type Refused,
} from "./core/index.js";
import { Conductor } from "./conductor.js";
import type { GameServerEvents } from "./game-server-events.js";
import { checkPorts, type GameServerOptions } from "./game-server-options.js";
import { GseClient, type CallOptions } from "./gse-client.js";
import { toLog } from "./log.js";
import {
  GseError,
  type GameServerSession,
  type PlayerSessionCreationPolicy,
  type PlayerSessionPage,
  type PlayerSessionQuery,
} from "./model/index.js";
import { systemClock } from "./system-clock.js";

const DEFAULT_CLOSE_TIMEOUT_MS = 30_000;

/**
 * A game server process in GSE's care: reports ready, hosts one session after the other, and ends in order.
 *
 * Every method rejects with `GseError`; one that is called in a wrong state names the state and the call that is
 * missing. It never ends the process and never installs a signal handler. Source: gse-semantics b.
 */
export class GameServer implements AsyncDisposable {
  readonly #client: GseClient;
  readonly #clock: Clock;
  readonly #conductor: Conductor;

  /** @throws GseError BAD_REQUEST_EXCEPTION for options that cannot be used */
  constructor(options: GameServerOptions) {
    checkPorts(options);
    this.#clock = options.clock ?? systemClock;
    const { agentAddress, callTimeoutMs } = options;
    this.#client = new GseClient({ agentAddress, callTimeoutMs, clock: this.#clock });
    this.#conductor = new Conductor(options, this.#client, this.#clock, toLog(options.logger), {
      denyNewPlayers: () => this.updatePlayerSessionCreationPolicy("DENY_ALL"),
      removePlayer: (id) => this.removePlayerSession(id),
      terminateSession: () => this.terminateGameServerSession(),
    });
  }

  get state(): LifecycleStateKind {
    return this.#conductor.state.kind;
  }

  /** The session that this process hosts, from its start to its end. */
  get session(): GameServerSession | undefined {
    return this.#conductor.session;
  }

  /** Ids of the player sessions that were accepted and have not left; a new set for each session. */
  get players(): ReadonlySet<string> {
    return this.#conductor.players;
  }

  /**
   * Opens the port for GSE's callbacks and reports the process ready for a session; listen for players before.
   * @throws GseError SERVICE_CALL_FAILED when no agent answers, ADDRESS_UNAVAILABLE when grpcPort is taken; call it again then
   */
  async processReady(): Promise<void> {
    this.#order({ type: "processReadyCalled" });
    await this.#conductor.ready;
    const { state } = this.#conductor;
    if (state.kind === "ending" || state.kind === "ended") throw toError(lacksSession(state, "report ready"));
  }

  /**
   * Opens the session to players. Only needed with `autoActivate: false`, or to activate before the handler settles.
   * @param maxPlayers default: what the session was created with
   */
  async activateGameServerSession(maxPlayers?: number): Promise<void> {
    this.#order({ type: "activationCalled", maxPlayers });
    await this.#conductor.activation;
  }

  /**
   * A player came with this player session id. Let the player in when it resolves.
   * @throws GseError UNEXPECTED_PLAYER_SESSION when the id is unknown, expired or used: turn the player away
   */
  async acceptPlayerSession(playerSessionId: string, options?: CallOptions): Promise<void> {
    // The player may hear of the session sooner than this process hears that its activation went well.
    const { state, activation } = this.#conductor;
    if (state.kind === "activating" && state.isActivationUnderWay) await Promise.allSettled([activation]);
    const session = this.#activeSession(`accept player session "${playerSessionId}"`);
    await this.#client.acceptPlayerSession({ gameServerSessionId: session.id, playerSessionId }, options);
    if (this.session !== session) return;
    this.#conductor.players.add(playerSessionId);
    this.#conductor.emit("playerSessionAccepted", { session, playerSessionId });
  }

  /** A player left; the slot is free for another one. */
  async removePlayerSession(playerSessionId: string, options?: CallOptions): Promise<void> {
    const session = this.#activeSession(`remove player session "${playerSessionId}"`);
    const players = this.#conductor.players;
    try {
      await this.#client.removePlayerSession({ gameServerSessionId: session.id, playerSessionId }, options);
    } catch (error) {
      if (error instanceof GseError && error.code === "UNEXPECTED_PLAYER_SESSION") players.delete(playerSessionId);
      throw error;
    }
    if (players.delete(playerSessionId)) this.#conductor.emit("playerSessionRemoved", { session, playerSessionId });
  }

  /** A page of this session's player sessions, in any status. */
  async describePlayerSessions(query: PlayerSessionQuery = {}, options?: CallOptions): Promise<PlayerSessionPage> {
    const { id } = this.#anySession("describe player sessions");
    return this.#client.describePlayerSessions({ ...query, gameServerSessionId: id }, options);
  }

  /** Whether players who have not joined yet may still join. */
  async updatePlayerSessionCreationPolicy(policy: PlayerSessionCreationPolicy, options?: CallOptions): Promise<void> {
    const { id } = this.#anySession(`set the player session creation policy "${policy}"`);
    await this.#client.updatePlayerSessionCreationPolicy({ gameServerSessionId: id, policy }, options);
  }

  /** Two numbers of the game's own, shown on the session and used for scaling. */
  async reportCustomData(
    counts: { readonly current: number; readonly max: number },
    options?: CallOptions,
  ): Promise<void> {
    this.#anySession("report custom data");
    await this.#client.reportCustomData(counts, options);
  }

  /** The session is over; the process stays and may be given another one. */
  async terminateGameServerSession(): Promise<void> {
    this.#order({ type: "terminationCalled" });
    await this.#conductor.termination;
  }

  /**
   * Ends everything as `close()` does.
   * @throws GseError PROCESS_ENDING_FAILED when GSE could not be told; all is closed nevertheless, and the process may exit
   */
  async processEnding(options?: { readonly timeoutMs?: number | undefined }): Promise<void> {
    if (this.#conductor.state.kind === "created") throw toError(lacksSession(this.#conductor.state, "end the process"));
    const failure = await this.#end("processEnding", options);
    if (failure !== undefined) throw failure;
  }

  /**
   * Ends in order: no new players, `onProcessTerminate`, players removed, session terminated, GSE told, sockets closed.
   * The same ending for every caller; it never rejects. From inside `onProcessTerminate` it means that the handler has
   * done its part.
   * @param options `timeoutMs`: how long all of it may take before the rest is hurried; default 30,000
   */
  async close(options?: { readonly timeoutMs?: number | undefined }): Promise<void> {
    await this.#end("close", options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  on<Name extends keyof GameServerEvents>(name: Name, listener: GameServerEvents[Name]): this {
    this.#conductor.events.on(name, listener);
    return this;
  }

  once<Name extends keyof GameServerEvents>(name: Name, listener: GameServerEvents[Name]): this {
    this.#conductor.events.once(name, listener);
    return this;
  }

  off<Name extends keyof GameServerEvents>(name: Name, listener: GameServerEvents[Name]): this {
    this.#conductor.events.off(name, listener);
    return this;
  }

  #order(event: LifecycleEvent): void {
    const refused = this.#conductor.feed(event);
    if (refused !== undefined) throw toError(refused);
  }

  #end(reason: EndReason, options: { readonly timeoutMs?: number | undefined } = {}): Promise<GseError | undefined> {
    return this.#conductor.end(reason, this.#clock.now() + (options.timeoutMs ?? DEFAULT_CLOSE_TIMEOUT_MS));
  }

  #anySession(doing: string): GameServerSession {
    const session = this.session;
    if (session === undefined) throw toError(lacksSession(this.#conductor.state, doing));
    return session;
  }

  #activeSession(doing: string): GameServerSession {
    const state = this.#conductor.state;
    if (state.kind === "active") return state.session;
    if (state.kind === "ending" && state.session !== undefined) return state.session;
    throw toError(lacksActiveSession(state, doing));
  }
}

const toError = ({ code, message }: Refused): GseError => new GseError(code, message);
