import type { CloudApiClient } from "../client/index.js";
import type { FleetEvent } from "./fleet-answers.js";

const PAGE = 100;

interface EventsQuery {
  readonly FleetId: string;
  readonly EventCode?: string | undefined;
}

/**
 * Reads a fleet's history bit by bit: each call gives what came since the last one, oldest first.
 * @param first how many of those of the past the first call gives at most
 */
export function createNewsReader(
  client: CloudApiClient,
  query: EventsQuery,
  first: number = Number.POSITIVE_INFINITY,
): () => Promise<readonly FleetEvent[]> {
  let lastId: string | undefined;
  let most = first;
  return async () => {
    // What comes while pages are read moves the rest on: an event may be in two of them.
    const news = new Map<string, FleetEvent>();
    for (let offset = 0, isDone = false; !isDone; offset += PAGE) {
      const { Events: events } = await client.call("DescribeFleetEvents", { ...query, Offset: offset, Limit: PAGE });
      for (const event of events) {
        isDone ||= event.EventId === lastId || news.size >= most;
        if (!isDone) news.set(event.EventId, event);
      }
      isDone ||= events.length < PAGE;
    }
    const newestFirst = [...news.values()];
    lastId = newestFirst[0]?.EventId ?? lastId;
    most = Number.POSITIVE_INFINITY;
    return newestFirst.reverse();
  };
}
