import type { CloudApiClient } from "../client/index.js";
import { programName } from "./banner.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { findFleet } from "./find-fleet.js";
import type { Adjustment, Condition } from "./policy-values.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { policiesTable, type Policy } from "./scaling-text.js";
import { print, type Terminal } from "./terminal.js";

const PAGE = 100;

/** `gse fleet policy list FLEET`. */
export function policyList(fleet: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    await printPolicies(client, await findFleet(client, fleet), flags, terminal);
    return exitCodes.done;
  });
}

export interface PolicyPutFlags extends RemoteFlags {
  /** Percent. */
  readonly target?: number;
  readonly when?: Condition;
  /** Minutes. */
  readonly for: number;
  readonly then?: Adjustment;
}

/** `gse fleet policy put FLEET NAME`: a buffer, or a rule; in the place of the one of that name. */
export function policyPut(fleet: string, name: string, flags: PolicyPutFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { target, when, then } = flags;
    const isRule = when !== undefined && then !== undefined;
    if ((target !== undefined) === isRule || (when === undefined) !== (then === undefined))
      throw usageError('say what it does: --target PERCENT, or --when "METRIC < NUMBER" and --then +1');
    const FleetId = await findFleet(client, fleet);
    await client.call("PutScalingPolicy", {
      FleetId,
      Name: name,
      ...(isRule
        ? { PolicyType: "RuleBased", ...when, ...then, EvaluationPeriods: flags.for }
        : { PolicyType: "TargetBased", TargetConfiguration: { TargetValue: target } }),
    });
    await printPolicies(client, FleetId, flags, terminal);
    return exitCodes.done;
  });
}

export interface PolicyDeleteFlags extends RemoteFlags {
  readonly all?: boolean;
}

/** `gse fleet policy delete FLEET NAME`. */
export function policyDelete(
  fleet: string,
  name: string | undefined,
  flags: PolicyDeleteFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    if ((name === undefined) !== (flags.all === true)) throw usageError("say which: its name, or --all");
    const FleetId = await findFleet(client, fleet);
    await client.call("DeleteScalingPolicy", { FleetId, Name: name });
    await printPolicies(client, FleetId, flags, terminal);
    return exitCodes.done;
  });
}

async function printPolicies(
  client: CloudApiClient,
  FleetId: string,
  flags: RemoteFlags,
  terminal: Terminal,
): Promise<void> {
  const { ScalingPolicies: policies } = await client.call("DescribeScalingPolicies", { FleetId, Limit: PAGE });
  const { FleetAttributes } = await client.call("DescribeFleetAttributes", { FleetIds: [FleetId] });
  if (flags.json === true) {
    print(terminal, JSON.stringify(policies));
    return;
  }
  if (policies.length === 0) print(terminal, `${FleetId} has no scaling policy.`);
  else print(terminal, policiesTable(policies, terminal.colors));
  if (policies.length > 0 && FleetAttributes[0]?.StoppedActions.includes("AUTO_SCALING") === true)
    print(
      terminal,
      `It is scaled by hand; policies decide after: ${programName(terminal)} fleet scale ${FleetId} --auto`,
    );
}

/** Puts the fleet's buffer, which may have any name: one per fleet. */
export async function putTarget(client: CloudApiClient, FleetId: string, percent: number): Promise<void> {
  const { ScalingPolicies } = await client.call("DescribeScalingPolicies", { FleetId, Limit: PAGE });
  const isTarget = ({ PolicyType }: Policy): boolean => PolicyType === "TargetBased";
  await client.call("PutScalingPolicy", {
    FleetId,
    Name: ScalingPolicies.find(isTarget)?.Name ?? "buffer",
    PolicyType: "TargetBased",
    TargetConfiguration: { TargetValue: percent },
  });
}
