/** gse-semantics c.6 */
export type PlayerSessionStatus = "RESERVED" | "ACTIVE" | "COMPLETED" | "TIMEDOUT";

/** One slot of a game server session, held for or taken by one player. */
export interface PlayerSession {
  readonly id: string;
  readonly playerId: string;
  readonly gameServerSessionId: string;
  readonly fleetId: string;
  readonly status: PlayerSessionStatus;
  /** Milliseconds since the Unix epoch, whole seconds; null when the agent does not say. */
  readonly createdAtMs: number | null;
  /** Null until COMPLETED or TIMEDOUT. */
  readonly endedAtMs: number | null;
  readonly ipAddress: string;
  readonly port: number;
  readonly dnsName: string;
  /** Free text given when the player joined; "" for none. */
  readonly playerData: string;
}

/** Which player sessions; what is left out does not restrict. */
export interface PlayerSessionQuery {
  readonly playerId?: string | undefined;
  readonly playerSessionId?: string | undefined;
  readonly status?: PlayerSessionStatus | undefined;
  /** From the page before; the first page when left out. */
  readonly nextToken?: string | undefined;
  /** How many on a page; the agent decides when left out. */
  readonly limit?: number | undefined;
}

export interface PlayerSessionPage {
  readonly playerSessions: readonly PlayerSession[];
  /** Hand it back for the next page; undefined on the last one. */
  readonly nextToken: string | undefined;
}
