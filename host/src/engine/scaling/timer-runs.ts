import type { TimerRuns, TimerSchedule } from "../../model/index.js";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** From one 31st to the next there are 62 days at most. */
const MOST_DAYS = 62;

/** The first run after that instant; null: there is none. */
export function nextRun(schedule: TimerSchedule, afterMs: number): number | null {
  const atMs = firstAfter(schedule, afterMs);
  return atMs === null || (schedule.endMs !== null && atMs > schedule.endMs) ? null : atMs;
}

function firstAfter({ runs, beginMs, offsetMinutes }: TimerSchedule, afterMs: number): number | null {
  if (runs.kind === "once") return beginMs > afterMs ? beginMs : null;
  const everyMs = (runs.kind === "days" ? runs.everyDays : 1) * DAY_MS;
  const past = Math.max(0, Math.floor((afterMs - beginMs) / everyMs) + 1);
  let atMs = beginMs + past * everyMs;
  for (let days = 0; days < MOST_DAYS; days++) {
    if (isOn(runs, atMs + offsetMinutes * MINUTE_MS)) return atMs;
    atMs += everyMs;
  }
  return null;
}

/** @param localMs an instant of the timer's zone, as if it were one of UTC */
function isOn(runs: TimerRuns, localMs: number): boolean {
  if (runs.kind === "month") {
    const day = new Date(localMs).getUTCDate();
    return runs.fromDay <= day && day <= runs.toDay;
  }
  // Sunday is 0 there and 7 here.
  if (runs.kind === "week") return runs.weekDays.includes(new Date(localMs).getUTCDay() || 7);
  return true;
}

/** Of the runs from `dueAtMs`, itself one, until now: the last. And the one that comes then. */
export function passRuns(
  schedule: TimerSchedule,
  dueAtMs: number,
  nowMs: number,
): { readonly lastAtMs: number; readonly nextAtMs: number | null } {
  let lastAtMs = dueAtMs;
  for (;;) {
    const nextAtMs = nextRun(schedule, lastAtMs);
    if (nextAtMs === null || nextAtMs > nowMs) return { lastAtMs, nextAtMs };
    lastAtMs = nextAtMs;
  }
}
