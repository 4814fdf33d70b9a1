import { AgentCaller, checkedTimeout } from "./agent-caller.js";
import { findAgentAddress } from "./agent-address.js";
import type { CallOptions } from "./call-options.js";
import type { Clock } from "./core/index.js";
import { readEnvironment } from "./environment.js";
import { toLog } from "./log.js";
import {
  GseError,
  messageOf,
  type Logger,
  type PlayerSession,
  type PlayerSessionCreationPolicy,
  type PlayerSessionPage,
  type PlayerSessionQuery,
} from "./model/index.js";
import { systemClock } from "./system-clock.js";
import { loadTelemetry } from "./telemetry/index.js";
import { connectAgent, type AgentConnection } from "./wire/index.js";
import { toPlayerSession } from "./wire/to-session.js";

export interface GseClientOptions {
  /** `host:port` or `unix:/path`; default: GSE_AGENT_ADDRESS, else 127.0.0.1:5758. */
  readonly agentAddress?: string | undefined;
  /** Who the agent shall think is calling; default: this process. */
  readonly pid?: number | undefined;
  /** How long each call may take, in milliseconds; default 5,000. Infinity for no limit. */
  readonly callTimeoutMs?: number | undefined;
  /** Default: GSE_PROCESS_TOKEN. */
  readonly token?: string | undefined;
  /** Hears of every call, at level debug; default: nobody, but see GSE_LOG_LEVEL. */
  readonly logger?: Logger | undefined;
  /** Where its time comes from; default: the machine. For tests, `HandClock` or the clock of a `TestGse`. */
  readonly clock?: Clock | undefined;
}

const DEFAULT_CALL_TIMEOUT_MS = 5_000;

/**
 * The nine calls of a game server process to its agent, and nothing else: no life cycle, no callbacks. Most programs
 * want `GameServer`.
 *
 * Every call rejects with `GseError`: `SERVICE_CALL_FAILED` when nobody answers, `SERVICE_CALL_TIMED_OUT` when no answer
 * comes in time, `BAD_REQUEST_EXCEPTION` for a value that cannot be sent, and with the agent's own code for a refusal.
 * A call whose answer does not come is made again under the same requestId, with pauses of 50 ms to 1 s, until its time
 * is over; never one that was refused. One connection, made at the first call; it comes back by itself.
 * Source: gse-semantics b.1-b.3.
 * @example
 * ```ts
 * using client = new GseClient();
 * await client.processReady({ clientPort: 7777, grpcPort: 7000 }); // your own gRPC server listens on 7000
 * ```
 */
export class GseClient implements Disposable {
  /** Where the agent is. */
  readonly agentAddress: string;
  /** How long each call may take, in milliseconds. */
  readonly callTimeoutMs: number;
  readonly #agent: AgentConnection;
  readonly #caller: AgentCaller;

  /** @throws GseError BAD_REQUEST_EXCEPTION for options that cannot be used */
  constructor(options: GseClientOptions = {}) {
    const environment = readEnvironment();
    const { address, origin } = findAgentAddress(options.agentAddress, environment.agentAddress);
    this.agentAddress = address;
    const clock = options.clock ?? systemClock;
    this.callTimeoutMs = checkedTimeout("callTimeoutMs", options.callTimeoutMs ?? DEFAULT_CALL_TIMEOUT_MS);
    const pid = checkedPid(options.pid ?? environment.pid);
    const log = toLog(options.logger);
    void loadTelemetry((err) => log.warn({ err }, `@opentelemetry/api cannot be loaded: ${messageOf(err)}`));
    this.#caller = new AgentCaller({ clock, log, pid }, this.callTimeoutMs);
    this.#agent = connectAgent(address, {
      pid,
      token: options.token ?? environment.processToken,
      clock,
      origin,
    });
  }

  /**
   * The process can host a session: its own gRPC server listens on `grpcPort`, players connect to `clientPort`.
   * `logPaths`: files or folders that GSE keeps after a session.
   */
  async processReady(
    request: {
      readonly clientPort: number;
      readonly grpcPort: number;
      readonly logPaths?: readonly string[] | undefined;
    },
    options?: CallOptions,
  ): Promise<void> {
    const { clientPort, grpcPort, logPaths = [] } = request;
    return this.#caller.order(
      "ProcessReady",
      {},
      (limits) => this.#agent.processReady({ clientPort, grpcPort, logPathsToUpload: logPaths }, limits),
      "ALREADY_INITIALIZED",
      options,
    );
  }

  /** The session is open to `maxPlayers` players now. */
  async activateGameServerSession(
    request: { readonly gameServerSessionId: string; readonly maxPlayers: number },
    options?: CallOptions,
  ): Promise<void> {
    return this.#caller.call(
      "ActivateGameServerSession",
      request,
      (limits) => this.#agent.activateGameServerSession(request, limits),
      options,
    );
  }

  /** A player connected. Refuse the player when this rejects with UNEXPECTED_PLAYER_SESSION. */
  async acceptPlayerSession(
    request: { readonly gameServerSessionId: string; readonly playerSessionId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.#caller.call(
      "AcceptPlayerSession",
      request,
      (limits) => this.#agent.acceptPlayerSession(request, limits),
      options,
    );
  }

  /** A player left; the slot is free again. */
  async removePlayerSession(
    request: { readonly gameServerSessionId: string; readonly playerSessionId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.#caller.order(
      "RemovePlayerSession",
      request,
      (limits) => this.#agent.removePlayerSession(request, limits),
      "UNEXPECTED_PLAYER_SESSION",
      options,
    );
  }

  /** A page of player sessions: of a game server session, of a player, or one. */
  async describePlayerSessions(
    query: PlayerSessionQuery & { readonly gameServerSessionId?: string | undefined },
    options?: CallOptions,
  ): Promise<PlayerSessionPage> {
    const request = {
      gameServerSessionId: query.gameServerSessionId ?? "",
      playerId: query.playerId ?? "",
      playerSessionId: query.playerSessionId ?? "",
      playerSessionStatusFilter: query.status ?? "",
      nextToken: query.nextToken ?? "",
      limit: query.limit ?? 0,
    };
    const { nextToken, playerSessions } = await this.#caller.call(
      "DescribePlayerSessions",
      query,
      (limits) => this.#agent.describePlayerSessions(request, limits),
      options,
    );
    return {
      playerSessions: playerSessions.map(toPlayerSession),
      nextToken: nextToken === "" ? undefined : nextToken,
    };
  }

  /** All player sessions that match, page after page as they are read; `limit` is the size of a page. */
  async *allPlayerSessions(
    query: Omit<PlayerSessionQuery, "nextToken"> & { readonly gameServerSessionId?: string | undefined },
    options?: CallOptions,
  ): AsyncGenerator<PlayerSession, void, undefined> {
    let nextToken: string | undefined;
    do {
      const page: PlayerSessionPage = await this.describePlayerSessions({ ...query, nextToken }, options);
      yield* page.playerSessions;
      // An agent that gives the same token again would be asked for ever.
      nextToken = page.nextToken === nextToken ? undefined : page.nextToken;
    } while (nextToken !== undefined);
  }

  /** Who may join from now on; players who have joined are not touched. */
  async updatePlayerSessionCreationPolicy(
    request: { readonly gameServerSessionId: string; readonly policy: PlayerSessionCreationPolicy },
    options?: CallOptions,
  ): Promise<void> {
    const { gameServerSessionId, policy } = request;
    return this.#caller.call(
      "UpdatePlayerSessionCreationPolicy",
      request,
      (limits) =>
        this.#agent.updatePlayerSessionCreationPolicy(
          { gameServerSessionId, newPlayerSessionCreationPolicy: policy },
          limits,
        ),
      options,
    );
  }

  /** The session is over; the process stays and may be given another one. */
  async terminateGameServerSession(
    request: { readonly gameServerSessionId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.#caller.order(
      "TerminateGameServerSession",
      request,
      (limits) => this.#agent.terminateGameServerSession(request, limits),
      "GAME_SERVER_SESSION_NOT_READY",
      options,
    );
  }

  /** The process is about to exit. */
  async processEnding(options?: CallOptions): Promise<void> {
    return this.#caller.order(
      "ProcessEnding",
      {},
      (limits) => this.#agent.processEnding(limits),
      "PROCESS_NOT_ACTIVE",
      options,
    );
  }

  /** Two numbers of the game's own, shown on the session. */
  async reportCustomData(
    request: { readonly current: number; readonly max: number },
    options?: CallOptions,
  ): Promise<void> {
    const { current, max } = request;
    return this.#caller.call(
      "ReportCustomData",
      {},
      (limits) => this.#agent.reportCustomData({ currentCustomCount: current, maxCustomCount: max }, limits),
      options,
    );
  }

  /**
   * From now on the connection is made again whenever it breaks, without a call, within a second of the agent's return;
   * `onConnected` is called for each new one. `GameServer` does it by itself.
   */
  keepConnected(onConnected: () => void): void {
    this.#agent.keepConnected(onConnected);
  }

  /** Closes the connection; calls under way and later ones reject. */
  close(): void {
    this.#agent.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function checkedPid(pid: number): number {
  if (Number.isInteger(pid) && pid > 0) return pid;
  throw new GseError("BAD_REQUEST_EXCEPTION", `pid must be a process id, got "${String(pid)}"`);
}
