import { InvalidArgumentError } from "commander";
import type { ActionTypes } from "../client/index.js";

export type Queue = ActionTypes["DescribeGameServerSessionQueues"]["response"]["GameServerSessionQueues"][number];
export type LatencyPolicy = Queue["PlayerLatencyPolicies"][number];

const FORM = /^(\d{1,9})(?:ms)?(?::(\d{1,9})s?)?$/;

/** `80ms:10s`: at most 80 ms for the first 10 s; without its seconds for the rest of the time. As often as the flag is given. */
export function latencyPolicies(text: string, former: readonly LatencyPolicy[] = []): readonly LatencyPolicy[] {
  const [, most, seconds] = FORM.exec(text) ?? [];
  if (most === undefined) throw new InvalidArgumentError("Give it as MS[:SECONDS], for instance 80ms:10s.");
  return [
    ...former,
    {
      MaximumIndividualPlayerLatencyMilliseconds: Number(most),
      ...(seconds !== undefined && { PolicyDurationSeconds: Number(seconds) }),
    },
  ];
}
