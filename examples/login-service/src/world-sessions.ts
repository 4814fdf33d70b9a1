import type { CloudApiClient, GameServerSession } from "gse-host/client";

export interface WorldSessionsOptions {
  readonly api: CloudApiClient;
  readonly fleetId: string;
  /** Players of a world at the same time. */
  readonly maxPlayers: number;
}

/**
 * Which game server session is which world. All that it knows it asks GSE for, so any number of login services may run, and
 * each may forget everything.
 */
export class WorldSessions {
  readonly #options: WorldSessionsOptions;

  constructor(options: WorldSessionsOptions) {
    this.#options = options;
  }

  /** The session in which the world is open to players now. */
  async open(world: string): Promise<GameServerSession | undefined> {
    const { api, fleetId } = this.#options;
    const { GameServerSessions } = await api.call("SearchGameServerSessions", {
      FleetId: fleetId,
      FilterExpression: `gameServerSessionName = '${world}'`,
      Limit: 1,
    });
    return GameServerSessions[0];
  }

  /**
   * The world's next session, ACTIVATING as a rule. Whoever asks at the same time gets the same one: the token is made from
   * the number of the session before, and GSE makes one session of a token, however often and by whomever it is asked.
   */
  async next(world: string): Promise<GameServerSession> {
    const { api, fleetId, maxPlayers } = this.#options;
    const before = await this.#newest(world);
    if (before !== undefined && !hasEnded(before)) return before;
    const number = before === undefined ? 1 : numberOf(before, world) + 1;
    const { GameServerSession } = await api.call("CreateGameServerSession", {
      FleetId: fleetId,
      Name: world,
      MaximumPlayerSessionCount: maxPlayers,
      IdempotencyToken: `${world}.${String(number)}`,
    });
    return GameServerSession;
  }

  /** The world's newest session, whatever became of it. */
  async #newest(world: string): Promise<GameServerSession | undefined> {
    const { api, fleetId } = this.#options;
    let page: { readonly NextToken?: string } = {};
    do {
      const { GameServerSessions, NextToken } = await api.call("DescribeGameServerSessions", {
        FleetId: fleetId,
        Limit: 100,
        ...page,
      });
      // Newest first.
      const found = GameServerSessions.find((session) => numberOf(session, world) > 0);
      if (found !== undefined) return found;
      page = { NextToken };
    } while (page.NextToken !== "");
    return undefined;
  }
}

export const hasEnded = ({ Status }: GameServerSession): boolean => Status === "TERMINATED" || Status === "ERROR";

/** The how manieth of its world a session is: its token is the last part of its id. 0 for one that was not made here. */
function numberOf({ GameServerSessionId }: GameServerSession, world: string): number {
  const token = GameServerSessionId.slice(GameServerSessionId.lastIndexOf("/") + 1);
  return token.startsWith(`${world}.`) ? Number(token.slice(world.length + 1)) : 0;
}
