import type { FieldSpec } from "../../../api/catalogue.js";
import { limitsOf, problemOf, type Problem } from "../../../parts/form/limits.js";
import type { FleetDraft, PortDraft, ProcessDraft } from "./fleet-draft.js";

/** The catalogue knows the limits of each field; these stand between fields. */
const MOST_PROCESSES = 50; // on one instance: gse-semantics d.2
const LEAST_PORT = limitsOf("CreateFleet", "InboundPermissions.FromPort").min ?? 1025;
const MOST_PORT = limitsOf("CreateFleet", "InboundPermissions.ToPort").max ?? 60_000;

type Found = Problem | undefined;

const of = (path: string): FieldSpec => limitsOf("CreateFleet", path);
const process = "RuntimeConfiguration.ServerProcesses";
const creator = "ResourceCreationLimitPolicy";

export const nameProblem = (name: string): Found => problemOf(of("Name"), name, true);
export const descriptionProblem = (text: string): Found => problemOf(of("Description"), text);
export const copiesProblem = (copies: string): Found => problemOf(limitsOf("CopyFleet", "CopyNumber"), copies, true);
export const bandwidthProblem = (mbps: string): Found => problemOf(of("InternetMaxBandwidthOut"), mbps);

export const processProblems = ({ path, parameters, count }: ProcessDraft) => ({
  path: problemOf(of(`${process}.LaunchPath`), path.trim(), true),
  parameters: problemOf(of(`${process}.Parameters`), parameters),
  count: problemOf(of(`${process}.ConcurrentExecutions`), count, true),
});

/** How many processes an instance would have, when that is too many. */
export function tooManyProcesses(processes: readonly ProcessDraft[]): number | undefined {
  const sum = processes.reduce((total, { count }) => total + (Number(count) || 0), 0);
  return sum > MOST_PROCESSES ? sum : undefined;
}

export const activationTimeoutProblem = (seconds: string): Found =>
  problemOf(of("RuntimeConfiguration.GameServerSessionActivationTimeoutSeconds"), seconds, true);
export const maxActivationsProblem = (most: string): Found =>
  problemOf(of("RuntimeConfiguration.MaxConcurrentGameServerSessionActivations"), most);

export function timeLimitProblem({ protection, timeLimit }: Pick<FleetDraft, "protection" | "timeLimit">): Found {
  if (protection !== "TimeLimitProtection") return undefined;
  // The catalogue leaves the range to the policy: gse-semantics d.1.
  return problemOf({ ...of("GameServerSessionProtectionTimeLimit"), min: 5, max: 1440 }, timeLimit, true);
}

export const creatorProblems = (draft: Pick<FleetDraft, "sessionsPerCreator" | "periodMinutes">) => ({
  sessions: problemOf(of(`${creator}.NewGameServerSessionsPerCreator`), draft.sessionsPerCreator, true),
  period: problemOf(of(`${creator}.PolicyPeriodInMinutes`), draft.periodMinutes, true),
});

export function portProblems({ from, to, ipRange }: PortDraft) {
  const port: FieldSpec = { name: "port", type: "integer", min: LEAST_PORT, max: MOST_PORT };
  const first = problemOf(port, from, true);
  const least = first === undefined ? Number(from) : LEAST_PORT;
  return {
    from: first,
    to: problemOf({ ...port, min: least }, to, true),
    ipRange: problemOf(of("InboundPermissions.IpRange"), ipRange, true),
  };
}

export const tagProblems = ({ name, value }: FleetDraft["tags"][number]) => ({
  name: problemOf(of("Tags.Key"), name, true),
  value: problemOf(of("Tags.Value"), value, true),
});

export const haveProblem = (problems: object): boolean => Object.values(problems).some((found) => found !== undefined);

export const hasProcessProblems = (
  draft: Pick<FleetDraft, "processes" | "activationTimeout" | "maxActivations">,
): boolean =>
  draft.processes.length === 0 ||
  draft.processes.some((one) => haveProblem(processProblems(one))) ||
  tooManyProcesses(draft.processes) !== undefined ||
  haveProblem([activationTimeoutProblem(draft.activationTimeout), maxActivationsProblem(draft.maxActivations)]);

export const hasProblems = (draft: FleetDraft, isCopy: boolean): boolean =>
  draft.assetId === "" ||
  haveProblem([
    nameProblem(draft.name),
    descriptionProblem(draft.description),
    bandwidthProblem(draft.bandwidth),
    timeLimitProblem(draft),
    isCopy ? copiesProblem(draft.copies) : undefined,
  ]) ||
  haveProblem(creatorProblems(draft)) ||
  hasProcessProblems(draft) ||
  draft.ports.some((one) => haveProblem(portProblems(one))) ||
  draft.tags.some((one) => haveProblem(tagProblems(one)));
