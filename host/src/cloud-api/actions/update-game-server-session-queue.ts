import { onlyGiven } from "../only-given.js";
import { destinationsOf, latencyPoliciesOf, toWireQueue } from "../queue-wire.js";
import { run, type Action } from "./action.js";

/** Changes what is given, each list as a whole; placements that wait go by it from now on (gse-semantics f, m-9). */
export const updateGameServerSessionQueue: Action<"UpdateGameServerSessionQueue"> = async (request, context) => {
  const { Destinations: destinations, PlayerLatencyPolicies: policies } = request;
  const queue = await run("UpdateGameServerSessionQueue", context, {
    type: "updateQueue",
    region: context.region,
    name: request.Name,
    ...onlyGiven({
      destinations: destinations === undefined ? undefined : destinationsOf(destinations),
      latencyPolicies: policies === undefined ? undefined : latencyPoliciesOf(policies),
      timeoutSeconds: request.TimeoutInSeconds,
    }),
  });
  return { GameServerSessionQueue: toWireQueue(queue, context.facts, context.host.reads) };
};
