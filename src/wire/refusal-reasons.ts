import type { GseErrorCode, GseRefusalReason } from "../model/index.js";

/** What our agent says in `gse-reason`, by the SDK's word for it. */
const reasons: Readonly<Record<string, GseRefusalReason>> = {
  "player-session-not-found": "unknown",
  "player-session-expired": "expired",
  "player-session-used": "used",
  "session-full": "full",
  "session-closed": "closed",
  "session-not-found": "session-not-found",
  "session-not-active": "session-not-active",
  "session-protected": "session-protected",
  "wrong-process": "wrong-process",
  "process-not-ready": "process-not-ready",
  "process-not-found": "process-not-found",
  "no-idle-process": "no-idle-process",
  "creator-limit": "creator-limit",
  quota: "quota",
  "invalid-value": "invalid-value",
  "missing-value": "missing-value",
  "invalid-pid": "invalid-pid",
};

/** What GSE's names amount to, for agents that say no more. */
const byName: Partial<Record<GseErrorCode, GseRefusalReason>> = {
  UNEXPECTED_PLAYER_SESSION: "unknown",
  GAME_SERVER_SESSION_NOT_READY: "session-not-active",
  PROCESS_NOT_READY: "process-not-ready",
  PROCESS_NOT_ACTIVE: "process-not-ready",
  FLEET_MISMATCH: "wrong-process",
};

/** A reason of a newer agent that this version does not know is told by its name, too. */
export function reasonOf(said: string | undefined, name: GseErrorCode | undefined): GseRefusalReason | undefined {
  const known = said !== undefined && Object.hasOwn(reasons, said) ? reasons[said] : undefined;
  return known ?? (name === undefined ? undefined : byName[name]);
}
