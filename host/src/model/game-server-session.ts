import type { FleetId, GameServerSessionId, InstanceId, ProcessId } from "./ids.js";

/** gse-semantics c.5 */
export const sessionStatuses = ["ACTIVATING", "ACTIVE", "TERMINATING", "TERMINATED", "ERROR"] as const;
export type GameServerSessionStatus = (typeof sessionStatuses)[number];

export const playerSessionCreationPolicies = ["ACCEPT_ALL", "DENY_ALL"] as const;
export type PlayerSessionCreationPolicy = (typeof playerSessionCreationPolicies)[number];

/** gse-semantics d.5 */
export const protectionPolicies = ["NoProtection", "TimeLimitProtection", "FullProtection"] as const;
export type ProtectionPolicy = (typeof protectionPolicies)[number];

export interface GameProperty {
  readonly key: string;
  readonly value: string;
}

/** A match, room or service that one process hosts for players. */
export interface GameServerSession {
  readonly id: GameServerSessionId;
  /** Grows by one with each session of this host; the order of lists and pages. */
  readonly seq: number;
  readonly fleetId: FleetId;
  readonly region: string;
  readonly processId: ProcessId;
  /** Null: its process was started by hand. */
  readonly instanceId: InstanceId | null;
  readonly name: string;
  readonly creatorId: string;
  readonly status: GameServerSessionStatus;
  readonly statusReason: string;
  readonly createdAtMs: number;
  /** Null until TERMINATED or ERROR. */
  readonly endedAtMs: number | null;
  /** When an ACTIVATING session has waited long enough. */
  readonly activateByMs: number;
  readonly maxPlayers: number;
  readonly playerSessionCreationPolicy: PlayerSessionCreationPolicy;
  readonly protectionPolicy: ProtectionPolicy;
  readonly gameProperties: readonly GameProperty[];
  readonly gameServerSessionData: string;
  readonly matchmakerData: string;
  readonly ipAddress: string;
  readonly dnsName: string;
  readonly port: number;
  readonly instanceType: string;
  readonly weight: number;
  /** Player sessions RESERVED or ACTIVE now; 0 once ended. */
  readonly currentPlayers: number;
  readonly currentCustomCount: number;
  readonly maxCustomCount: number;
  /** `Disable` while the process is shielded or ending. */
  readonly availabilityStatus: "Enable" | "Disable";
}

/** True while the session may still change: it is held in memory and occupies its process. */
export const isOpen = (session: GameServerSession): boolean =>
  session.status === "ACTIVATING" || session.status === "ACTIVE" || session.status === "TERMINATING";
