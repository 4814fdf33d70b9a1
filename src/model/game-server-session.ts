/** A match, room or service that GSE gave to this process, as it was when it started (gse-semantics b.2). */
export interface GameServerSession {
  readonly id: string;
  readonly fleetId: string;
  readonly name: string;
  readonly maxPlayers: number;
  /** False when the session was created closed to new players. */
  readonly isJoinable: boolean;
  /** What the creator asked for: map, mode and the like. Of a key given twice the last value counts. */
  readonly gameProperties: Readonly<Record<string, string>>;
  /** Where players connect: the clientPort that this process reported. */
  readonly port: number;
  readonly ipAddress: string;
  /** "" where players connect by IP address. */
  readonly dnsName: string;
  /** Free text from the creator, up to 4,096 characters; "" for none. */
  readonly gameServerSessionData: string;
  readonly matchmakerData: string;
}

/** Who may join: everybody with a free slot, or nobody who has not joined yet. */
export type PlayerSessionCreationPolicy = "ACCEPT_ALL" | "DENY_ALL";
