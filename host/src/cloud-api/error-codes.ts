import { actions, type ActionName } from "../gen/cloud-api.js";
import type { Refusal, RefusalKind } from "../model/index.js";
import { ApiRefusal } from "./api-refusal.js";

/**
 * The code that each refusal of the engine arrives under, and those to use where the action does not list it, likest
 * first (gse-semantics m-13, m-28 and its suggested error mapping).
 */
const wishedCodes: Readonly<Record<RefusalKind, readonly string[]>> = {
  "invalid-value": ["InvalidParameterValue", "InvalidParameter"],
  "missing-value": ["MissingParameter", "InvalidParameter"],
  "session-not-found": ["ResourceNotFound"],
  "session-not-active": ["ResourceUnavailable"],
  "session-full": ["ResourceInsufficient"],
  "session-closed": ["ResourceUnavailable"],
  "session-protected": ["UnsupportedOperation"],
  "player-session-not-found": ["ResourceNotFound"],
  "player-session-expired": ["ResourceUnavailable"],
  "player-session-used": ["ResourceUnavailable"],
  "no-idle-process": ["ResourceInsufficient"],
  "creator-limit": ["LimitExceeded"],
  quota: ["LimitExceeded", "InvalidParameterValue"],
  "asset-not-found": ["ResourceNotFound", "InvalidParameterValue"],
  "asset-in-use": ["ResourceInUse"],
  "package-not-found": ["ResourceNotFound"],
  "package-taken": ["ResourceUnavailable"],
  "package-refused": ["FailedOperation"],
  "alias-not-found": ["ResourceNotFound", "InvalidParameterValue"],
  "alias-terminal": ["ResourceUnavailable"],
  "alias-in-use": ["ResourceInUse"],
  "queue-not-found": ["ResourceNotFound"],
  "queue-exists": ["ResourceInUse"],
  "placement-not-found": ["ResourceNotFound"],
  "placement-pending": ["InvalidParameterValue"],
  "fleet-not-found": ["ResourceNotFound", "InvalidParameterValue"],
  "fleet-not-active": ["ResourceUnavailable"],
  "fleet-in-use": ["ResourceInUse"],
  "fleet-quota": ["LimitExceeded.FleetLimitExceeded", "LimitExceeded"],
  "instance-quota": ["LimitExceeded.InstanceLimitExceeded", "LimitExceeded"],
  "scaling-policy-not-found": ["ResourceNotFound", "InvalidParameterValue"],
  "timer-not-found": ["ResourceNotFound", "InvalidParameterValue"],
  "instance-not-found": ["ResourceNotFound", "InvalidParameterValue"],
  "host-draining": ["ResourceUnavailable"],
  "process-not-ready": ["ResourceUnavailable"],
  "process-not-found": ["ResourceNotFound"],
  "wrong-process": ["ResourceUnavailable"],
};

/** What any refusal may be called. */
const lastResorts = ["FailedOperation", "InvalidParameterValue", "InternalError"];

export const codeOf = (action: ActionName, kind: RefusalKind): string => listedCode(action, wishedCodes[kind]);

function listedCode(action: ActionName, wished: readonly string[]): string {
  const listed = actions[action].errors;
  return [...wished, ...lastResorts].find((code) => listed.includes(code)) ?? "FailedOperation";
}

export const refusalOf = (action: ActionName, { kind, message }: Pick<Refusal, "kind" | "message">): ApiRefusal =>
  new ApiRefusal(codeOf(action, kind), message);

/** For an action of the catalogue that this version of the host does not serve, or that one machine cannot. */
export function notServed(action: ActionName): ApiRefusal {
  const { mode, refusedWith } = actions[action];
  if (mode === "refuse")
    return new ApiRefusal(
      refusedWith ?? "UnsupportedOperation",
      `"${action}" is not offered: a GSE on one machine has nothing to do it with`,
    );
  const code = listedCode(action, [
    "UnsupportedOperation",
    "FailedOperation",
    "UnauthorizedOperation.ServiceNotOpened",
  ]);
  return new ApiRefusal(code, `"${action}" is not served yet by this version of gse-host; a later one will`);
}
