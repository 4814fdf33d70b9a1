import { duration } from "../../duration.js";
import { failed, info, ok, type Finding } from "../findings.js";
import type { Patient } from "../patient.js";
import type { Check } from "./check.js";
import { healthFinding } from "./health.js";
import { goodPlayer, hasSession } from "./players.js";

/** How long nobody answers. */
const AWAY_MS = 500;
/** Who announces itself again does so within 2 s; it is not asked for. */
const ANNOUNCEMENT_MS = 2_500;

export const restart: Check = {
  name: "restart",
  expected: "it goes on when the agent is away for a moment: still healthy, its session still open",
  doing: "the agent goes away, and comes back",
  needs: ["listens", "health"],
  run: async (patient) => {
    const { gse, wire, session } = patient;
    const wasActive = session?.status === "ACTIVE";
    const said = gse.calls.length;
    await wire.hangUp();
    try {
      await patient.orGone(patient.pause(AWAY_MS), AWAY_MS + patient.patienceMs);
    } finally {
      await wire.comeBack();
    }
    const isAgain = (): true | undefined =>
      gse.calls.slice(said).some(({ call, answer }) => call === "ProcessReady" && answer === "ok") || undefined;
    const isAnnounced = await patient.until(isAgain, Math.min(ANNOUNCEMENT_MS, patient.patienceMs));
    await patient.orGone(gse.checkHealth(patient.process));
    const unwell = healthFinding(patient);
    if (unwell !== undefined) return [{ ...unwell, found: `after the agent's return: ${unwell.found}` }];
    return [
      ok(`healthy after the agent was away for ${duration(AWAY_MS)}`),
      info(
        isAnnounced === true
          ? "it connects again by itself, and says ProcessReady once more"
          : "it does not connect again by itself, and need not: the next call does",
      ),
      ...sessionFindings(patient, wasActive),
      ...(await playerFindings(patient)),
    ];
  },
};

function sessionFindings({ session }: Patient, wasActive: boolean): readonly Finding[] {
  if (!wasActive || session === undefined || session.status === "ACTIVE") return [];
  return [
    failed(
      `its session is ${session.status} since: ${session.info.statusReason || "it ended it"}`,
      "let the match go on while the agent does not answer; GSE keeps the session",
    ),
  ];
}

/** That its calls arrive again shows with a player, where there is one; else when it is told to end. */
async function playerFindings(patient: Patient): Promise<readonly Finding[]> {
  const { playerCommand } = patient.options;
  if (playerCommand === undefined || patient.session === undefined || !(await hasSession(patient))) return [];
  const { findings } = await goodPlayer(patient, playerCommand, "cyd");
  return findings.map((finding) => ({ ...finding, found: `after the agent's return: ${finding.found}` }));
}
