import { CloudApiError, HostUnreachableError, type Clock, type GameServerSession } from "gse-host/client";
import { LoginError } from "./login-error.js";
import { systemClock } from "./system-clock.js";
import { WorldSessions, hasEnded, type WorldSessionsOptions } from "./world-sessions.js";

export interface LoginServiceOptions extends WorldSessionsOptions {
  /** How long a login may wait for its world, in milliseconds; default 30,000. */
  readonly patienceMs?: number;
  readonly clock?: Clock;
}

/** What a player's program connects with, within a minute. */
export interface Seat {
  readonly world: string;
  readonly ip: string;
  readonly port: number;
  readonly playerSessionId: string;
}

/** Often enough for players; for a world that is being made it is four calls of each kind in a second. */
const AGAIN_MS = 250;

/** Lets players into worlds by name: into the session that is there, else into one that is made for all who ask for it. */
export class LoginService {
  readonly #options: LoginServiceOptions;
  readonly #clock: Clock;
  readonly #worlds: WorldSessions;
  /** What is found out about a world at this moment: a hundred logins at once are one question. */
  readonly #asking = new Map<string, Promise<GameServerSession>>();

  constructor(options: LoginServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#worlds = new WorldSessions(options);
  }

  /** A seat in the world. Asked again for the same player it is the same seat. @throws LoginError; CloudApiError for what waiting does not mend */
  async enter(world: string, playerId: string): Promise<Seat> {
    // It becomes part of an expression, and of a token of 48 characters.
    if (!/^[a-z0-9-]{1,36}$/.test(world))
      throw new LoginError("BAD_WORLD", `there is no world "${world}": give a-z, 0-9 and "-", 36 at most`);
    const { patienceMs = 30_000 } = this.#options;
    const giveUpAtMs = this.#clock.now() + patienceMs;
    for (;;)
      try {
        return await this.#seatIn(await this.#session(world), playerId);
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (this.#clock.now() + AGAIN_MS > giveUpAtMs)
          throw new LoginError("TOO_LATE", `no seat in "${world}" within ${String(patienceMs)} ms: ${error.message}`, {
            cause: error,
          });
        await this.#pause(AGAIN_MS);
      }
  }

  async #seatIn(session: GameServerSession, playerId: string): Promise<Seat> {
    if (session.PlayerSessionCreationPolicy === "DENY_ALL")
      throw new LoginError("WORLD_CLOSED", `"${session.Name}" takes no new players at the moment`);
    try {
      const { PlayerSession } = await this.#options.api.call("JoinGameServerSession", {
        GameServerSessionId: session.GameServerSessionId,
        PlayerId: playerId,
      });
      const { IpAddress, Port, PlayerSessionId } = PlayerSession;
      return { world: session.Name, ip: IpAddress, port: Port, playerSessionId: PlayerSessionId };
    } catch (error) {
      if (!(error instanceof CloudApiError)) throw error;
      if (error.code === "ResourceInsufficient")
        throw new LoginError("WORLD_FULL", `"${session.Name}" is full`, { cause: error });
      // It ended since it was found.
      if (["ResourceUnavailable", "ResourceNotFound"].includes(error.code)) throw new NotYet(error.message);
      throw error;
    }
  }

  /** The session in which the world is open. @throws NotYet when it will be */
  #session(world: string): Promise<GameServerSession> {
    const asking = this.#asking.get(world) ?? this.#find(world).finally(() => this.#asking.delete(world));
    this.#asking.set(world, asking);
    return asking;
  }

  async #find(world: string): Promise<GameServerSession> {
    const open = await this.#worlds.open(world);
    if (open !== undefined) return open;
    const next = await this.#worlds.next(world);
    if (next.Status === "ACTIVE") return next;
    throw new NotYet(hasEnded(next) ? `"${world}" ended as it began` : `"${world}" is ${next.Status}`);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.setTimeout(resolve, ms);
    });
  }
}

/** In a moment it may be otherwise. */
class NotYet extends Error {}

/**
 * What is worth another try. Nothing of it can be done twice by that: a token makes one session, and a player who has a seat
 * keeps it.
 */
const isPassing = (error: unknown): error is Error =>
  error instanceof NotYet ||
  // The host is started again at this moment, or the network is bad.
  error instanceof HostUnreachableError ||
  (error instanceof CloudApiError &&
    // No process is idle; more calls than the host takes in a second; the disk is full, or the host is coming up.
    ["ResourceInsufficient", "RequestLimitExceeded", "InternalError"].includes(error.code));
