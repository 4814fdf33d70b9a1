import type { LatencyPolicy, Queue, QueueCommand, Reply } from "../model/index.js";
import { readDestinations } from "./destinations.js";
import { newQueueId } from "./new-ids.js";
import { endPlacement } from "./placements.js";
import { done, refused, type Turn } from "./turn.js";

type Of<Type extends QueueCommand["type"]> = Extract<QueueCommand, { type: Type }>;

/** gse-semantics f */
const LONGEST_TIMEOUT_SECONDS = 600;

/** gse-semantics f, i */
export function createQueue(turn: Turn, command: Of<"createQueue">): Reply<Queue> {
  const { region, name, tags } = command;
  const { queueing } = turn.world;
  const doing = `create queue "${name}"`;
  if (queueing.queueByName(region, name) !== undefined)
    return refused(
      "queue-exists",
      `cannot ${doing}: ${region} has one of that name; choose another name, or update that one`,
      "Name",
    );
  const inRegion = [...queueing.queues.values()].filter((queue) => queue.region === region).length;
  if (inRegion >= turn.settings.quotas.queues)
    return refused("quota", `cannot ${doing}: ${region} has ${String(inRegion)}, as many as allowed; delete one`);
  const wrong = wrongTimeout(command.timeoutSeconds, doing) ?? wrongPolicies(command.latencyPolicies, doing);
  if (wrong !== undefined) return wrong;
  const destinations = readDestinations(turn, command.destinations, region, doing);
  if (!destinations.ok) return destinations;
  return done(
    putQueue(turn, {
      id: newQueueId(turn),
      seq: turn.world.nextSeq("queues"),
      region,
      name,
      destinations: destinations.value,
      latencyPolicies: command.latencyPolicies,
      timeoutMs: command.timeoutSeconds * 1_000,
      tags,
      createdAtMs: turn.nowMs,
      updatedAtMs: turn.nowMs,
      deletedAtMs: null,
    }),
  );
}

/** Placements that wait go by the new destinations and policies from now on; their time-out is the one they began with. */
export function updateQueue(turn: Turn, command: Of<"updateQueue">): Reply<Queue> {
  const { region, name, latencyPolicies, timeoutSeconds } = command;
  const doing = `update queue "${name}"`;
  const found = liveQueue(turn, region, name, doing);
  if (!found.ok) return found;
  const queue = found.value;
  const wrong =
    (timeoutSeconds === undefined ? undefined : wrongTimeout(timeoutSeconds, doing)) ??
    wrongPolicies(latencyPolicies ?? [], doing);
  if (wrong !== undefined) return wrong;
  const destinations =
    command.destinations === undefined
      ? done(queue.destinations)
      : readDestinations(turn, command.destinations, region, doing);
  if (!destinations.ok) return destinations;
  return done(
    putQueue(turn, {
      ...queue,
      destinations: destinations.value,
      latencyPolicies: latencyPolicies ?? queue.latencyPolicies,
      timeoutMs: timeoutSeconds === undefined ? queue.timeoutMs : timeoutSeconds * 1_000,
      updatedAtMs: turn.nowMs,
    }),
  );
}

/** Whoever waits in it waits for nothing any more: those placements end FAILED. */
export function deleteQueue(turn: Turn, { region, name }: Of<"deleteQueue">): Reply<Queue> {
  const doing = `delete queue "${name}"`;
  const found = liveQueue(turn, region, name, doing);
  if (!found.ok) return found;
  for (const placement of turn.world.queueing.pendingOf(found.value.id))
    endPlacement(turn, placement, "FAILED", `queue "${name}" was deleted`);
  return done(putQueue(turn, { ...found.value, deletedAtMs: turn.nowMs }));
}

export function liveQueue(turn: Turn, region: string, name: string, doing: string, field = "Name"): Reply<Queue> {
  const queue = turn.world.queueing.queueByName(region, name);
  if (queue !== undefined) return done(queue);
  return refused(
    "queue-not-found",
    `cannot ${doing}: ${region} has no queue of that name; DescribeGameServerSessionQueues names those there are`,
    field,
  );
}

function putQueue(turn: Turn, queue: Queue): Queue {
  turn.world.queueing.queues.put(queue);
  turn.events.push({ type: "queueChanged", queue });
  return queue;
}

const wrongTimeout = (seconds: number, doing: string) =>
  seconds >= 1 && seconds <= LONGEST_TIMEOUT_SECONDS
    ? undefined
    : refused(
        "invalid-value",
        `cannot ${doing}: TimeoutInSeconds is ${String(seconds)}; give 1 to ${String(LONGEST_TIMEOUT_SECONDS)}`,
        "TimeoutInSeconds",
      );

/** Each must allow more than the one before it, and hold for a while; the last may hold to the end (gse-semantics f). */
function wrongPolicies(policies: readonly LatencyPolicy[], doing: string) {
  for (const [index, { maxLatencyMs, durationMs }] of policies.entries()) {
    const policy = `PlayerLatencyPolicies.${String(index)}`;
    const maximum = `${policy}.MaximumIndividualPlayerLatencyMilliseconds`;
    const before = policies[index - 1]?.maxLatencyMs ?? 0;
    if (maxLatencyMs <= before)
      return refused(
        "invalid-value",
        index === 0
          ? `cannot ${doing}: ${maximum} is ${String(maxLatencyMs)}; give 1 or more`
          : `cannot ${doing}: ${maximum} is ${String(maxLatencyMs)}, and the policy before allows ${String(before)}; each must allow more than the one before it`,
        maximum,
      );
    const duration = `${policy}.PolicyDurationSeconds`;
    const isLast = index === policies.length - 1;
    if (durationMs === null ? !isLast : durationMs <= 0)
      return refused(
        "invalid-value",
        `cannot ${doing}: ${duration} is ${durationMs === null ? "missing" : String(durationMs / 1_000)}; give 1 or more; the last policy alone may go without, and holds to the end`,
        duration,
      );
  }
  return undefined;
}
