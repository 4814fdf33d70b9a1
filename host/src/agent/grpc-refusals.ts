import { GseRefusal, grpcStatus } from "gse-server-sdk/wire";
import type { Refusal, RefusalKind } from "../model/index.js";

const { INVALID_ARGUMENT, NOT_FOUND, RESOURCE_EXHAUSTED, FAILED_PRECONDITION } = grpcStatus;

/** For each refusal its gRPC status and the name that GSE's own server SDK had for it (gse-semantics m-2). */
const answers: Readonly<Record<RefusalKind, readonly [status: grpcStatus, gseName: string]>> = {
  "invalid-value": [INVALID_ARGUMENT, "BAD_REQUEST_EXCEPTION"],
  "missing-value": [INVALID_ARGUMENT, "BAD_REQUEST_EXCEPTION"],
  "session-not-found": [NOT_FOUND, "GAME_SERVER_SESSION_NOT_READY"],
  "session-not-active": [FAILED_PRECONDITION, "GAME_SERVER_SESSION_NOT_READY"],
  "session-full": [RESOURCE_EXHAUSTED, "UNEXPECTED_PLAYER_SESSION"],
  "session-closed": [FAILED_PRECONDITION, "UNEXPECTED_PLAYER_SESSION"],
  "session-protected": [FAILED_PRECONDITION, "GAME_SERVER_SESSION_ENDED_FAILED"],
  "player-session-not-found": [NOT_FOUND, "UNEXPECTED_PLAYER_SESSION"],
  "player-session-expired": [FAILED_PRECONDITION, "UNEXPECTED_PLAYER_SESSION"],
  "player-session-used": [FAILED_PRECONDITION, "UNEXPECTED_PLAYER_SESSION"],
  "no-idle-process": [RESOURCE_EXHAUSTED, "SERVICE_CALL_FAILED"],
  "creator-limit": [RESOURCE_EXHAUSTED, "SERVICE_CALL_FAILED"],
  quota: [RESOURCE_EXHAUSTED, "SERVICE_CALL_FAILED"],
  "asset-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "asset-in-use": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "alias-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "alias-in-use": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "queue-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "queue-exists": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "placement-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "placement-pending": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "alias-terminal": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "package-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "package-taken": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "package-refused": [INVALID_ARGUMENT, "SERVICE_CALL_FAILED"],
  "fleet-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "fleet-not-active": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "fleet-in-use": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "fleet-quota": [RESOURCE_EXHAUSTED, "SERVICE_CALL_FAILED"],
  "instance-quota": [RESOURCE_EXHAUSTED, "SERVICE_CALL_FAILED"],
  "scaling-policy-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "timer-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "instance-not-found": [NOT_FOUND, "SERVICE_CALL_FAILED"],
  "host-draining": [FAILED_PRECONDITION, "SERVICE_CALL_FAILED"],
  "process-not-ready": [FAILED_PRECONDITION, "PROCESS_NOT_READY"],
  "process-not-found": [NOT_FOUND, "PROCESS_NOT_ACTIVE"],
  "wrong-process": [FAILED_PRECONDITION, "GAME_SERVER_SESSION_NOT_READY"],
};

/** The engine's no, as a game server process is told it: a status, GSE's name in its details, and the kind to act on. */
export function toGrpcRefusal(refusal: Refusal): GseRefusal {
  const [status, gseName] = answers[refusal.kind];
  return new GseRefusal(status, gseName, refusal.message, refusal.kind);
}
