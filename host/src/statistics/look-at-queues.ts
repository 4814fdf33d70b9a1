import type { QueueId } from "../model/index.js";
import type { LiveTables } from "../ports/index.js";
import { noSums, type MutableSums } from "./sums.js";

/** How many wait in each queue at this moment, and how long they have (gse-semantics k). */
export function lookAtQueues(
  { queues, placements }: Pick<LiveTables, "queues" | "placements">,
  nowMs: number,
): Map<QueueId, MutableSums<"queue">> {
  const found = new Map<QueueId, MutableSums<"queue">>();
  for (const { id } of queues) found.set(id, { ...noSums("queue"), samples: 1 });
  for (const { queueId, startedAtMs } of placements) {
    const queue = found.get(queueId);
    if (queue === undefined) continue;
    queue.depth++;
    queue.waitedMs += Math.max(0, nowMs - startedAtMs);
  }
  return found;
}
