import { version } from "../version.js";
import type { CheckReport, Verdict } from "./findings.js";
import { isOldGeneration } from "./conversation.js";
import type { Patient } from "./patient.js";

export interface Summary {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Of the exit code: nothing failed, nor was warned of where that counts, and all was looked at. */
  readonly isPassed: boolean;
  readonly isStopped: boolean;
  /** Real time. */
  readonly tookMs: number;
}

export function summaryOf(
  checks: readonly CheckReport[],
  given: { readonly isStrict: boolean; readonly isStopped: boolean; readonly tookMs: number },
): Summary {
  const counts = { ok: 0, warning: 0, failed: 0, skipped: 0 };
  for (const { verdict } of checks) counts[verdict]++;
  const { isStrict, isStopped, tookMs } = given;
  const isPassed = !isStopped && counts.failed === 0 && !(isStrict && counts.warning > 0);
  return { counts, isPassed, isStopped, tookMs };
}

/** The whole examination as one value, for programs. Names and meanings stay; more may come. */
export function jsonReport(patient: Patient, checks: readonly CheckReport[], summary: Summary): object {
  const { options, wire, end, lines } = patient;
  return {
    gseHost: version(),
    command: options.command,
    agent: wire.address,
    passed: summary.isPassed,
    stopped: summary.isStopped,
    counts: summary.counts,
    tookMs: summary.tookMs,
    gseTimeMs: patient.gseMs,
    checks,
    server: {
      ...(wire.reported ?? {}),
      calls: wire.calls.map(({ name, answer }) => ({
        call: name,
        status: answer?.status ?? null,
        details: answer?.details ?? "",
      })),
      connections: wire.connections,
      oldGseResponse: wire.callbacks.some(isOldGeneration),
      end: end === undefined ? null : { code: end.code, signal: end.signal },
      lastLines: lines,
    },
  };
}
