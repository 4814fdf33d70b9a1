import { ok, Skipped } from "../findings.js";
import type { Check } from "./check.js";
import { startSession } from "./session.js";

const MOMENT_MS = 1_000;
const taken = ok("it ended its session, and has taken the next one");

export const next: Check = {
  name: "next",
  expected: "once it has ended a session with TerminateGameServerSession, it takes another one",
  doing: "waiting for the end of its session, and starting the next",
  needs: ["session"],
  run: async (patient) => {
    const { gse, process, options, session, patienceMs } = patient;
    // Its last player may have left a moment ago.
    if (options.playerCommand !== undefined && session !== undefined)
      await patient.until(() => session.info.endedAtMs ?? undefined, Math.min(MOMENT_MS, patienceMs));
    const terminated = gse.calls.filter(({ call, answer }) => call === "TerminateGameServerSession" && answer === "ok");
    if (terminated.length === 0)
      return new Skipped(
        options.playerCommand === undefined
          ? "the game has not ended its session by itself; players may bring it about, see --player-command"
          : "the game did not end its session when its players had left, so there is none after it",
      );
    if (gse.host.counts().idleProcesses > 0) {
      const findings = await startSession(patient);
      return findings
        .filter(({ level }) => level !== "info")
        .map((finding) => (finding.level === "ok" ? taken : finding));
    }
    if (gse.processes.find(({ id }) => id === process.id)?.isShielded === true)
      return new Skipped("it is not healthy, so GSE gives it no other one");
    // While its players came and went, it has ended one and taken another already.
    return [taken];
  },
};
