import type { ActionTypes, Queue } from "../../api/catalogue.js";
import { limitsOf, problemOf, type Problem } from "../../parts/form/limits.js";
import { destinationIn } from "./destination.js";

export interface DestinationDraft {
  readonly region: string;
  /** "": none chosen yet. */
  readonly arn: string;
}

export interface PolicyDraft {
  readonly most: string;
  /** "" in the last one: the rest of the time. */
  readonly seconds: string;
}

/** A queue as it is typed. */
export interface QueueDraft {
  readonly name: string;
  readonly timeout: string;
  readonly destinations: readonly DestinationDraft[];
  readonly policies: readonly PolicyDraft[];
}

const DEFAULT_TIMEOUT = "600";

export const newQueue = (region: string): QueueDraft => ({
  name: "",
  timeout: DEFAULT_TIMEOUT,
  destinations: [{ region, arn: "" }],
  policies: [],
});

export const draftOf = (queue: Queue, region: string): QueueDraft => ({
  name: queue.Name,
  timeout: String(queue.TimeoutInSeconds),
  destinations: queue.Destinations.map(({ DestinationArn = "" }) => ({
    region: destinationIn(DestinationArn)?.region ?? region,
    arn: DestinationArn,
  })),
  policies: queue.PlayerLatencyPolicies.map((policy) => ({
    most: String(policy.MaximumIndividualPlayerLatencyMilliseconds),
    seconds: policy.PolicyDurationSeconds === undefined ? "" : String(policy.PolicyDurationSeconds),
  })),
});

type Request = ActionTypes["CreateGameServerSessionQueue"]["request"];

/** Of what is given alone, so that an edit sends nothing that nobody touched. */
export function requestOf(draft: Partial<QueueDraft>): Omit<Request, "Name"> {
  const { timeout, destinations, policies } = draft;
  return {
    ...(timeout !== undefined && { TimeoutInSeconds: Number(timeout) }),
    ...(destinations !== undefined && { Destinations: destinations.map(({ arn }) => ({ DestinationArn: arn })) }),
    ...(policies !== undefined && {
      PlayerLatencyPolicies: policies.map(({ most, seconds }) => ({
        MaximumIndividualPlayerLatencyMilliseconds: Number(most),
        ...(seconds !== "" && { PolicyDurationSeconds: Number(seconds) }),
      })),
    }),
  };
}

export const nameProblem = (name: string): Problem | undefined =>
  problemOf(limitsOf("CreateGameServerSessionQueue", "Name"), name, true);

export const timeoutProblem = (timeout: string): Problem | undefined =>
  problemOf(limitsOf("CreateGameServerSessionQueue", "TimeoutInSeconds"), timeout, true);

export const mostProblem = (most: string): Problem | undefined =>
  problemOf(
    limitsOf("CreateGameServerSessionQueue", "PlayerLatencyPolicies.MaximumIndividualPlayerLatencyMilliseconds"),
    most,
    true,
  );

/** Only the last one may leave it open. */
export const secondsProblem = (seconds: string, isLast: boolean): Problem | undefined =>
  problemOf(limitsOf("CreateGameServerSessionQueue", "PlayerLatencyPolicies.PolicyDurationSeconds"), seconds, !isLast);

/** Values rise from one to the next, or a later one would let in nobody more (gse-semantics f). */
export const rises = (policies: readonly PolicyDraft[], index: number): boolean =>
  index === 0 || Number(policies[index]?.most) > Number(policies[index - 1]?.most);

export const hasProblems = ({ name, timeout, destinations, policies }: QueueDraft): boolean =>
  [
    nameProblem(name),
    timeoutProblem(timeout),
    ...policies.flatMap(({ most, seconds }, index) => [
      mostProblem(most),
      secondsProblem(seconds, index === policies.length - 1),
    ]),
  ].some((problem) => problem !== undefined) ||
  destinations.some(({ arn }) => destinationIn(arn) === undefined) ||
  policies.some((_, index) => !rises(policies, index));
