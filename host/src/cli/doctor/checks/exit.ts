import { duration } from "../../duration.js";
import { failed, ok, Skipped, warning, type Finding } from "../findings.js";
import type { Patient } from "../patient.js";
import type { Check } from "./check.js";

/** After ProcessEnding GSE waits so long, and then ends the process by force (gse-semantics m-33). */
const EXIT_MS = 30_000;

export const exit: Check = {
  name: "exit",
  expected: "it exits within 30 s after ProcessEnding, with code 0, and leaves nothing running",
  doing: "waiting for its exit",
  needs: ["ready"],
  alsoWhenGone: true,
  run: async (patient) => {
    if (patient.endedAtMs === undefined) return new Skipped("it has not said ProcessEnding");
    if (patient.program === undefined && patient.process.startedAt === null)
      return new Skipped("this machine does not show its process");
    const withinMs = Math.min(EXIT_MS, patient.patienceMs);
    if (!(await patient.untilGone(withinMs)))
      return [
        failed(
          `it was still running ${duration(withinMs)} after ProcessEnding; GSE ends it by force after ${duration(EXIT_MS)}`,
          "close what keeps it alive (the players' sockets and the port they come to, timers, its gRPC server), or call exit",
        ),
      ];
    return endFindings(patient, patient.endedAtMs);
  },
};

function endFindings(patient: Patient, endedAtMs: number): readonly Finding[] {
  const { end } = patient;
  const after = `${duration(Math.max(0, patient.now() - endedAtMs))} after ProcessEnding`;
  if (end === undefined) return [ok(`gone ${after}`)];
  const how =
    end.code === 0
      ? ok(`exit code 0, ${after}`)
      : warning(
          `${end.signal === null ? `exit code ${String(end.code)}` : end.signal}, ${after}`,
          "end with exit code 0 when all went well: supervisors take everything else for a failure",
        );
  if (!end.leftOthers) return [how];
  return [
    how,
    warning(
      "something that it had started was still running, and was ended by force",
      "end the processes that the game server starts, and await their end, before it exits",
    ),
  ];
}
