export const checkNames = [
  "ready",
  "listens",
  "health",
  "session",
  "players",
  "restart",
  "next",
  "ending",
  "exit",
  "wire",
] as const;
export type CheckName = (typeof checkNames)[number];

/** `info` is worth knowing and no fault. */
export type Level = "ok" | "info" | "warning" | "failed";

/** What was seen, and what to do about it. */
export interface Finding {
  readonly level: Level;
  readonly found: string;
  readonly advice?: string;
}

export const ok = (found: string): Finding => ({ level: "ok", found });
export const info = (found: string): Finding => ({ level: "info", found });
export const warning = (found: string, advice: string): Finding => ({ level: "warning", found, advice });
export const failed = (found: string, advice: string): Finding => ({ level: "failed", found, advice });

export type Verdict = "ok" | "warning" | "failed" | "skipped";

export interface CheckReport {
  readonly name: CheckName;
  /** What a game server is expected to do. */
  readonly expected: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Why nothing was looked at, or no further; "" otherwise. */
  readonly skippedBecause: string;
  /** Real time. */
  readonly tookMs: number;
}

/** Nothing can be said, for this reason. */
export class Skipped {
  constructor(readonly because: string) {}
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ level }) => level === "failed")) return "failed";
  return findings.some(({ level }) => level === "warning") ? "warning" : "ok";
}
