import { howItEnded } from "../child-program.js";
import { Stopped } from "../within.js";
import type { Check } from "./checks/check.js";
import { checks } from "./checks/index.js";
import { failed, Skipped, verdictOf, type CheckName, type CheckReport, type Finding } from "./findings.js";
import { ServerGone, type Patient } from "./patient.js";

/** Told of each check, before and after. */
export interface Watcher {
  begins(check: Check): void;
  ended(report: CheckReport): void;
}

/** All checks, one after the other; never rejects because of what the game server does. After Ctrl-C the rest is skipped. */
export async function examine(patient: Patient, watcher: Watcher): Promise<readonly CheckReport[]> {
  const reports = new Map<CheckName, CheckReport>();
  for (const check of checks) {
    watcher.begins(check);
    const startedAtMs = patient.now();
    const outcome = whyNot(check, patient, reports) ?? (await carriedOut(check, patient));
    const isSkipped = outcome instanceof Skipped;
    const report: CheckReport = {
      name: check.name,
      expected: check.expected,
      verdict: isSkipped ? "skipped" : verdictOf(outcome),
      findings: isSkipped ? [] : outcome,
      skippedBecause: isSkipped ? outcome.because : "",
      tookMs: patient.now() - startedAtMs,
    };
    reports.set(check.name, report);
    watcher.ended(report);
  }
  return [...reports.values()];
}

const stopped = new Skipped("the examination was stopped");

function whyNot(
  { needs, alsoWhenGone }: Check,
  patient: Patient,
  reports: ReadonlyMap<CheckName, CheckReport>,
): Skipped | undefined {
  if (patient.options.stop.aborted) return stopped;
  const missing = needs.find((name) => {
    const verdict = reports.get(name)?.verdict;
    return verdict === "failed" || verdict === "skipped";
  });
  // What was skipped passes its own reason on.
  if (missing !== undefined) return new Skipped(reports.get(missing)?.skippedBecause || `"${missing}" failed`);
  return patient.isGone && alsoWhenGone !== true ? new Skipped("the game server has ended") : undefined;
}

async function carriedOut(check: Check, patient: Patient): Promise<readonly Finding[] | Skipped> {
  try {
    const outcome = await check.run(patient);
    if (outcome instanceof Skipped || verdictOf(outcome) !== "failed") return outcome;
    const wasGone = patient.isGone;
    // What looks like a wrong answer may be the beginning of its end.
    return (await patient.untilGone(LAST_BREATH_MS)) && !wasGone ? [...outcome, hasEnded(patient)] : outcome;
  } catch (error) {
    if (error instanceof Stopped) return stopped;
    if (error instanceof ServerGone) return [hasEnded(patient)];
    throw error;
  }
}

/** From the end of its connections to that of the process. */
const LAST_BREATH_MS = 300;

const hasEnded = ({ end }: Patient): Finding =>
  failed(
    `in the midst of this the game server ended${end === undefined ? "" : ` (${howItEnded(end)})`}`,
    "see what it printed; it must stay until it is told to end",
  );
