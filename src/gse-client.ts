import { findAgentAddress } from "./agent-address.js";
import type { Clock } from "./core/index.js";
import { readEnvironment } from "./environment.js";
import {
  GseError,
  type PlayerSessionCreationPolicy,
  type PlayerSessionPage,
  type PlayerSessionQuery,
} from "./model/index.js";
import { systemClock } from "./system-clock.js";
import { connectAgent, type AgentCallLimits, type AgentConnection } from "./wire/index.js";
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
  readonly clock?: Clock | undefined;
}

/** For one call. */
export interface CallOptions {
  /** Ends the call early; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** In milliseconds; default: the client's callTimeoutMs. */
  readonly timeoutMs?: number | undefined;
  /** Default: a new one. The agent gives a call that is repeated under the same one its effect once. */
  readonly requestId?: string | undefined;
}

const DEFAULT_CALL_TIMEOUT_MS = 5_000;

/**
 * The nine calls of a game server process to its agent, and nothing else: no life cycle, no callbacks. Most programs
 * want `GameServer`.
 *
 * Every call rejects with `GseError`: `SERVICE_CALL_FAILED` when nobody answers, `SERVICE_CALL_TIMED_OUT` when no answer
 * comes in time, `BAD_REQUEST_EXCEPTION` for a value that cannot be sent, and with the agent's own code for a refusal.
 * One connection, made at the first call; it comes back by itself. Source: gse-semantics b.1-b.3.
 */
export class GseClient implements Disposable {
  /** Where the agent is. */
  readonly agentAddress: string;
  readonly #agent: AgentConnection;
  readonly #clock: Clock;
  readonly #callTimeoutMs: number;

  /** @throws GseError BAD_REQUEST_EXCEPTION for options that cannot be used */
  constructor(options: GseClientOptions = {}) {
    const environment = readEnvironment();
    const { address, origin } = findAgentAddress(options.agentAddress, environment.agentAddress);
    this.agentAddress = address;
    this.#clock = options.clock ?? systemClock;
    this.#callTimeoutMs = checkedTimeout("callTimeoutMs", options.callTimeoutMs ?? DEFAULT_CALL_TIMEOUT_MS);
    this.#agent = connectAgent(address, {
      pid: checkedPid(options.pid ?? environment.pid),
      token: options.token ?? environment.processToken,
      clock: this.#clock,
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
    return this.#agent.processReady({ clientPort, grpcPort, logPathsToUpload: logPaths }, this.#limits(options));
  }

  /** The session is open to `maxPlayers` players now. */
  async activateGameServerSession(
    request: { readonly gameServerSessionId: string; readonly maxPlayers: number },
    options?: CallOptions,
  ): Promise<void> {
    return this.#agent.activateGameServerSession(request, this.#limits(options));
  }

  /** A player connected. Refuse the player when this rejects with UNEXPECTED_PLAYER_SESSION. */
  async acceptPlayerSession(
    request: { readonly gameServerSessionId: string; readonly playerSessionId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.#agent.acceptPlayerSession(request, this.#limits(options));
  }

  /** A player left; the slot is free again. */
  async removePlayerSession(
    request: { readonly gameServerSessionId: string; readonly playerSessionId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.#agent.removePlayerSession(request, this.#limits(options));
  }

  /** A page of player sessions: of a game server session, of a player, or one. */
  async describePlayerSessions(
    query: PlayerSessionQuery & { readonly gameServerSessionId?: string | undefined },
    options?: CallOptions,
  ): Promise<PlayerSessionPage> {
    const { nextToken, playerSessions } = await this.#agent.describePlayerSessions(
      {
        gameServerSessionId: query.gameServerSessionId ?? "",
        playerId: query.playerId ?? "",
        playerSessionId: query.playerSessionId ?? "",
        playerSessionStatusFilter: query.status ?? "",
        nextToken: query.nextToken ?? "",
        limit: query.limit ?? 0,
      },
      this.#limits(options),
    );
    return {
      playerSessions: playerSessions.map(toPlayerSession),
      nextToken: nextToken === "" ? undefined : nextToken,
    };
  }

  /** Who may join from now on; players who have joined are not touched. */
  async updatePlayerSessionCreationPolicy(
    request: { readonly gameServerSessionId: string; readonly policy: PlayerSessionCreationPolicy },
    options?: CallOptions,
  ): Promise<void> {
    const { gameServerSessionId, policy } = request;
    return this.#agent.updatePlayerSessionCreationPolicy(
      { gameServerSessionId, newPlayerSessionCreationPolicy: policy },
      this.#limits(options),
    );
  }

  /** The session is over; the process stays and may be given another one. */
  async terminateGameServerSession(
    request: { readonly gameServerSessionId: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.#agent.terminateGameServerSession(request, this.#limits(options));
  }

  /** The process is about to exit. */
  async processEnding(options?: CallOptions): Promise<void> {
    return this.#agent.processEnding(this.#limits(options));
  }

  /** Two numbers of the game's own, shown on the session. */
  async reportCustomData(
    request: { readonly current: number; readonly max: number },
    options?: CallOptions,
  ): Promise<void> {
    return this.#agent.reportCustomData(
      { currentCustomCount: request.current, maxCustomCount: request.max },
      this.#limits(options),
    );
  }

  /** Closes the connection; calls under way and later ones reject. */
  close(): void {
    this.#agent.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #limits({ signal, timeoutMs, requestId }: CallOptions = {}): AgentCallLimits {
    const waitMs = timeoutMs === undefined ? this.#callTimeoutMs : checkedTimeout("timeoutMs", timeoutMs);
    return { deadlineAtMs: this.#clock.now() + waitMs, signal, requestId };
  }
}

function checkedTimeout(name: string, timeoutMs: number): number {
  if (timeoutMs > 0) return timeoutMs;
  throw new GseError("BAD_REQUEST_EXCEPTION", `${name} must be more than 0 milliseconds, got "${String(timeoutMs)}"`);
}

function checkedPid(pid: number): number {
  if (Number.isInteger(pid) && pid > 0) return pid;
  throw new GseError("BAD_REQUEST_EXCEPTION", `pid must be a process id, got "${String(pid)}"`);
}
