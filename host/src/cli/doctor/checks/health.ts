import { duration } from "../../duration.js";
import { failed, ok, type Finding } from "../findings.js";
import type { Patient } from "../patient.js";
import type { Check } from "./check.js";

/** From ProcessReady to the first OnHealthCheck and from each to the next (gse-semantics b.4). */
const PERIOD_MS = 60_000;
const TIMES = 2;

export const health: Check = {
  name: "health",
  expected: "it answers OnHealthCheck, every 60 s of GSE's time, and says that it is healthy",
  doing: "asking for its health, twice, 60 s of GSE's time apart",
  needs: ["listens"],
  run: async (patient) => {
    const took: string[] = [];
    for (let time = 1; time <= TIMES; time++) {
      await patient.advance(PERIOD_MS);
      const finding = healthFinding(patient);
      if (finding !== undefined) return [finding];
      took.push(duration(lastHealthCheck(patient)?.answer?.tookMs ?? 0));
    }
    return [ok(`healthy, asked ${String(TIMES)} times 60 s of GSE's time apart; answered in ${took.join(" and ")}`)];
  },
};

const lastHealthCheck = ({ wire }: Patient) => wire.callbacks.findLast(({ name }) => name === "OnHealthCheck");

/** What is wrong with the latest answer; undefined when it says that all is well. */
export function healthFinding(patient: Patient): Finding | undefined {
  const { gse, patienceMs, wire } = patient;
  const asked = gse.callbacks.findLast(({ callback }) => callback === "OnHealthCheck");
  if (asked?.outcome?.kind === "ok") return undefined;
  const answer = lastHealthCheck(patient)?.answer;
  if (asked?.outcome === undefined)
    return failed(
      `OnHealthCheck got no answer within ${duration(patienceMs)}`,
      "answer at once, from a thread or an event loop that the game does not block; GSE waits 60 s, and gives up after three",
    );
  if (answer?.status === 0)
    return failed(
      "OnHealthCheck was answered: not healthy",
      "set healthStatus in HealthCheckResponse; an empty answer means no. After three GSE gives it no session, then ends it",
    );
  return failed(
    `OnHealthCheck failed: ${asked.outcome.reason}`,
    answer?.status === UNIMPLEMENTED
      ? "implement OnHealthCheck of GameServerGrpcSdkService"
      : `let it answer OnHealthCheck at grpcPort ${String(wire.reported?.grpcPort)}`,
  );
}

const UNIMPLEMENTED = 12;
