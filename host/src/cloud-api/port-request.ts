import type { ActionName, InboundPermissionRevocations } from "../gen/cloud-api.js";
import type { InboundPermission } from "../model/index.js";
import { refusalOf } from "./error-codes.js";

/** As much of a port rule as the three structures of the wire have in common. */
type GivenRule = Omit<InboundPermissionRevocations, "Protocol"> & { readonly Protocol?: string | undefined };

/** gse-semantics d.4 */
const FIRST_PORT = 1_025;
const LAST_PORT = 60_000;
const ANYWHERE = "0.0.0.0/0";

/** Port rules that shall hold. @throws ApiRefusal */
export const permissionsOf = (
  action: ActionName,
  list: string,
  rules: readonly GivenRule[],
): readonly InboundPermission[] =>
  rules.map((rule, index) => {
    const path = `${list}.${String(index)}`;
    const permission = ruleOf(action, path, rule);
    checkPorts(action, path, permission);
    return permission;
  });

/** Port rules that shall hold no more: whatever they say, one that does not hold is no fault. @throws ApiRefusal */
export const revocationsOf = (
  action: ActionName,
  list: string,
  rules: readonly GivenRule[],
): readonly InboundPermission[] => rules.map((rule, index) => ruleOf(action, `${list}.${String(index)}`, rule));

function ruleOf(action: ActionName, path: string, rule: GivenRule): InboundPermission {
  const { Protocol: protocol, FromPort: fromPort, ToPort: toPort, IpRange: ipRange = ANYWHERE } = rule;
  if (protocol === undefined) throw missing(action, `${path}.Protocol`, '"TCP" or "UDP"');
  if (fromPort === undefined) throw missing(action, `${path}.FromPort`, "the first port");
  if (toPort === undefined) throw missing(action, `${path}.ToPort`, "the last port");
  if (protocol !== "TCP" && protocol !== "UDP")
    throw invalid(action, `${path}.Protocol`, JSON.stringify(protocol.slice(0, 40)), '"TCP" or "UDP"');
  return { protocol, fromPort, toPort, ipRange };
}

function checkPorts(action: ActionName, path: string, { fromPort, toPort }: InboundPermission): void {
  const range = `${String(FIRST_PORT)} to ${String(LAST_PORT)}`;
  for (const [name, port] of Object.entries({ FromPort: fromPort, ToPort: toPort }))
    if (port < FIRST_PORT || port > LAST_PORT) throw invalid(action, `${path}.${name}`, String(port), range);
  if (fromPort > toPort)
    throw invalid(action, `${path}.FromPort`, String(fromPort), `one that is not above ToPort, ${String(toPort)}`);
}

const missing = (action: ActionName, path: string, what: string) =>
  refusalOf(action, { kind: "missing-value", message: `the required parameter "${path}" is missing: give ${what}` });

const invalid = (action: ActionName, path: string, found: string, what: string) =>
  refusalOf(action, { kind: "invalid-value", message: `the parameter "${path}" is ${found}; give ${what}` });
