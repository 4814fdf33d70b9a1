import { isAgentCall, isOldGeneration, type Conversation } from "../conversation.js";
import { info, ok, Skipped, warning, type Finding } from "../findings.js";
import type { RelayedCall } from "../relay.js";
import type { Check } from "./check.js";

const UNIMPLEMENTED = 12;
/** So few calls say nothing of how connections are used. */
const FEW_CALLS = 3;

export const wire: Check = {
  name: "wire",
  expected: "its calls are known to GSE, carry pid and a requestId of their own, and share one connection",
  doing: "looking back at what was said",
  needs: [],
  alsoWhenGone: true,
  run: async ({ wire: said }) => {
    if (said.calls.length === 0) return new Skipped("it said nothing");
    const answered = said.callbacks.filter(({ answer }) => answer?.status === 0).length;
    return [
      ok(
        `${count(said.calls.length, "call")} by ${count(said.connections, "connection")}, ${count(answered, "callback")} answered`,
      ),
      ...generation(said),
      ...unknownCalls(said),
      ...pids(said),
      ...requestIds(said),
      ...connections(said),
      ...announcements(said),
      ...refusals(said),
    ];
  },
};

function generation({ callbacks }: Conversation): readonly Finding[] {
  if (callbacks.some(isOldGeneration))
    return [
      info(
        "it answers with the GseResponse of before late 2020 (status, responseData, errorMessage): understood as well",
      ),
    ];
  return callbacks.some(({ name, answer }) => name !== "OnHealthCheck" && answer?.status === 0)
    ? [info("it answers with the empty GseResponse of the final protocol")]
    : [];
}

function unknownCalls({ calls }: Conversation): readonly Finding[] {
  const unknown = calls.filter((call) => !isAgentCall(call) || call.answer?.status === UNIMPLEMENTED);
  return [...new Set(unknown.map(({ path }) => path))].map((path) =>
    warning(
      `GSE has no call "${path}"`,
      "make the client from GSE's own proto files, and leave their package as it is",
    ),
  );
}

function pids({ calls }: Conversation): readonly Finding[] {
  const pid = calls.find(({ name, answer }) => name === "ProcessReady" && answer?.status === 0)?.pid ?? "";
  const without = calls.filter((call) => call.pid === undefined);
  const others = [...new Set(calls.map((call) => call.pid))].filter(
    (other) => other !== undefined && pid !== "" && other !== pid,
  );
  return [
    ...(without.length > 0
      ? [
          warning(
            `${count(without.length, "call")} without pid: ${namesOf(without)}`,
            'send the metadata key "pid" with every call',
          ),
        ]
      : []),
    ...(others.length > 0
      ? [
          warning(
            `calls under other pids than ${pid}: ${others.join(", ")}`,
            "make every call in the process that said ProcessReady, or with its pid",
          ),
        ]
      : []),
  ];
}

function requestIds({ calls }: Conversation): readonly Finding[] {
  const without = calls.filter(({ requestId }) => requestId === undefined);
  const answered = new Set<string>();
  const again: RelayedCall[] = [];
  for (const call of calls) {
    if (call.requestId === undefined) continue;
    // The same one is right for a call that is repeated because no answer came.
    if (answered.has(call.requestId)) again.push(call);
    if (call.answer !== undefined) answered.add(call.requestId);
  }
  return [
    ...(without.length > 0
      ? [
          warning(
            `${count(without.length, "call")} without requestId: ${namesOf(without)}`,
            'send the metadata key "requestId" with every call, a new one each time',
          ),
        ]
      : []),
    ...(again.length > 0
      ? [
          warning(
            `the requestId of an earlier call came again with ${namesOf(again)}`,
            "make a new requestId for each call: what comes under a known one may be taken for a repetition of it",
          ),
        ]
      : []),
  ];
}

function connections(said: Conversation): readonly Finding[] {
  // Every return of the agent needs a new one.
  const unasked = said.connections - said.restarts;
  if (said.calls.length < FEW_CALLS || unasked <= said.calls.length / 2) return [];
  return [
    warning(
      `${count(said.connections, "connection")} for ${count(said.calls.length, "call")}: a new one for almost every call`,
      "make one gRPC channel to the agent when the process starts, and use it for all calls: it connects again by itself",
    ),
  ];
}

function announcements({ calls, restarts }: Conversation): readonly Finding[] {
  const times = calls.filter(({ name, answer }) => name === "ProcessReady" && answer?.status === 0).length;
  if (times <= 1 + restarts) return [];
  return [warning(`it said ProcessReady ${String(times)} times`, "say it once, when it can host its first session")];
}

/** Players are refused now and then; every other refusal is a mistake. */
function refusals({ calls }: Conversation): readonly Finding[] {
  const refused = calls.filter(
    (call) =>
      isAgentCall(call) &&
      call.pid !== undefined &&
      call.name !== "AcceptPlayerSession" &&
      call.answer !== undefined &&
      call.answer.status !== 0 &&
      call.answer.status !== UNIMPLEMENTED,
  );
  return refused.map(({ name, answer }) =>
    warning(
      `${name} was refused: ${answer?.details ?? ""}`,
      "correct what the answer names, and look at the answer of every call",
    ),
  );
}

const count = (number: number, what: string): string => `${String(number)} ${what}${number === 1 ? "" : "s"}`;

const namesOf = (calls: readonly RelayedCall[]): string => [...new Set(calls.map(({ name }) => name))].join(", ");
