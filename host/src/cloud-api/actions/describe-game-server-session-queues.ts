import { refusalOf } from "../error-codes.js";
import { createFilter } from "../filters.js";
import { toWireQueue } from "../queue-wire.js";
import { partOf } from "../slice.js";
import type { Action } from "./action.js";

const action = "DescribeGameServerSessionQueues";

/** More than any quota of queues allows. */
const ALL = { offset: 0, limit: 100_000 };

/** A region's queues by name and tags, newest first, with the status of each destination's fleet (gse-semantics f). */
export const describeGameServerSessionQueues: Action<typeof action> = (request, { host: { reads }, region, facts }) => {
  const queues = reads.queues({ region }, ALL).rows;
  const { Names: names = [] } = request;
  const known = new Set(queues.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw refusalOf(action, {
      kind: "queue-not-found",
      message: `there is no queue ${JSON.stringify(unknown)} in ${region}; leave Names out to see those there are`,
    });
  const passes = createFilter(action, request.Filters);
  const found = queues.filter((queue) => (names.length === 0 || names.includes(queue.name)) && passes(queue));
  return {
    GameServerSessionQueues: partOf(found, request).map((queue) => toWireQueue(queue, facts, reads)),
    TotalCount: found.length,
  };
};
