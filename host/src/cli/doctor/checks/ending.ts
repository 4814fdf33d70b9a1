import { howItEnded } from "../../child-program.js";
import { duration } from "../../duration.js";
import { failed, ok, warning, type Finding } from "../findings.js";
import type { Patient } from "../patient.js";
import type { Check } from "./check.js";

export const ending: Check = {
  name: "ending",
  expected: "told to end by OnProcessTerminate, it ends its session, then says ProcessEnding before the deadline",
  doing: "telling it to end",
  needs: ["listens"],
  run: async (patient) => {
    const { gse, process, patienceMs, session } = patient;
    const toldAtMs = patient.now();
    const isHosting = session?.status === "ACTIVE";
    // The deadline is for the game server's own clock, so that it can be kept.
    const endsAtMs = Math.ceil((toldAtMs + patienceMs) / 1_000) * 1_000;
    await gse.execute({ type: "endProcess", processId: process.id, endsAtMs, reason: "gse doctor ended it" });
    const ended = await patient.untilOrGone(
      () => gse.events.find((event) => event.type === "processEnded" && event.process.id === process.id),
      endsAtMs - toldAtMs,
    );
    if (ended === undefined) return [notEnded(patient, endsAtMs - toldAtMs), ...answerFindings(patient)];
    patient.endedAtMs = patient.now();
    const terminated = gse.calls.some(
      (seen) =>
        seen.call === "TerminateGameServerSession" &&
        seen.request.gameServerSessionId === session?.id &&
        seen.answer === "ok",
    );
    const last = terminated && isHosting ? "its session has ended, and then " : "";
    return [
      ok(`${last}ProcessEnding came ${duration(patient.endedAtMs - toldAtMs)} after OnProcessTerminate`),
      ...answerFindings(patient),
      ...(isHosting && !terminated
        ? [
            warning(
              "its session ended with the process, without TerminateGameServerSession",
              "call TerminateGameServerSession before ProcessEnding, so that the match ends in order and its logs are kept",
            ),
          ]
        : []),
    ];
  },
};

function notEnded({ end, isGone, gse }: Patient, withinMs: number): Finding {
  const refused = gse.calls.findLast(({ call, answer }) => call === "ProcessEnding" && answer !== "ok");
  if (refused !== undefined)
    return failed(`ProcessEnding was refused: ${refused.answer ?? "no answer"}`, "correct what the answer names");
  if (isGone)
    return failed(
      `it ended${end === undefined ? "" : ` (${howItEnded(end)})`} without ProcessEnding: to GSE, a crash`,
      "say ProcessEnding, await its answer, and exit then",
    );
  return failed(
    `${duration(withinMs)} after OnProcessTerminate, at the deadline that it was told, it had not said ProcessEnding`,
    "when OnProcessTerminate comes, end the session, say ProcessEnding and exit; terminationTime, in Unix seconds, is the latest; " +
      "where that takes longer, see --patience",
  );
}

/** Once it has said ProcessEnding, the answer is owed to nobody any more. */
function answerFindings({ wire, isGone, endedAtMs }: Patient): readonly Finding[] {
  const answer = wire.callbacks.findLast(({ name }) => name === "OnProcessTerminate")?.answer;
  if (answer?.status === 0 || (answer === undefined && (isGone || endedAtMs !== undefined))) return [];
  return [
    warning(
      answer === undefined
        ? "OnProcessTerminate got no answer"
        : `OnProcessTerminate failed with gRPC status ${String(answer.status)}: ${answer.details}`,
      "answer the callback at once; what is to be done goes on after the answer",
    ),
  ];
}
