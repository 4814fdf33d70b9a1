import { destinationsOf, latencyPoliciesOf, toWireQueue } from "../queue-wire.js";
import { run, type Action } from "./action.js";

/** gse-semantics f */
const DEFAULT_TIMEOUT_SECONDS = 600;

/** Makes a queue of fleets and aliases of any regions, in order of preference, with its latency policies (gse-semantics f). */
export const createGameServerSessionQueue: Action<"CreateGameServerSessionQueue"> = async (request, context) => {
  const queue = await run("CreateGameServerSessionQueue", context, {
    type: "createQueue",
    region: context.region,
    name: request.Name,
    destinations: destinationsOf(request.Destinations ?? []),
    latencyPolicies: latencyPoliciesOf(request.PlayerLatencyPolicies ?? []),
    timeoutSeconds: request.TimeoutInSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    tags: (request.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
  });
  return { GameServerSessionQueue: toWireQueue(queue, context.facts, context.host.reads) };
};
