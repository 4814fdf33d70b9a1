import type { FleetId, GameServerSessionId, PlayerSessionId } from "./ids.js";

/** gse-semantics c.6 */
export const playerSessionStatuses = ["RESERVED", "ACTIVE", "COMPLETED", "TIMEDOUT"] as const;
export type PlayerSessionStatus = (typeof playerSessionStatuses)[number];

/** One slot of a session, held for or taken by one player. */
export interface PlayerSession {
  readonly id: PlayerSessionId;
  /** Grows by one with each player session of this host; the order of lists and pages. */
  readonly seq: number;
  readonly gameServerSessionId: GameServerSessionId;
  readonly fleetId: FleetId;
  readonly playerId: string;
  readonly playerData: string;
  readonly status: PlayerSessionStatus;
  readonly createdAtMs: number;
  /** When a RESERVED slot that nobody takes is free again. */
  readonly lapsesAtMs: number;
  /** Null until COMPLETED or TIMEDOUT. */
  readonly endedAtMs: number | null;
  readonly ipAddress: string;
  readonly dnsName: string;
  readonly port: number;
  /** requestId of the AcceptPlayerSession that made it ACTIVE: the same call repeated succeeds again, even after a crash. */
  readonly acceptedBy: string;
}

/** True while it holds a slot. */
export const holdsSlot = (player: PlayerSession): boolean => player.status === "RESERVED" || player.status === "ACTIVE";
