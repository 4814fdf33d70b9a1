import { describe, expect, test } from "vitest";
import { nextRun, passRuns } from "../../../src/engine/scaling/timer-runs.js";
import type { TimerSchedule } from "../../../src/model/index.js";

const at = (text: string): number => Date.parse(text);

/** The first runs after an instant, as UTC. */
function runsOf(given: Partial<TimerSchedule>, after: string, count = 4): readonly string[] {
  const schedule: TimerSchedule = {
    runs: { kind: "once" },
    beginMs: at("2026-01-30T20:15:00Z"),
    endMs: null,
    offsetMinutes: 0,
    ...given,
  };
  const found: string[] = [];
  let atMs: number | null = at(after);
  while (found.length < count && (atMs = nextRun(schedule, atMs)) !== null)
    found.push(new Date(atMs).toISOString().slice(0, 16));
  return found;
}

describe("a timer's runs", () => {
  test("once: at its beginning, and never again", () => {
    expect(runsOf({}, "2026-01-01T00:00:00Z")).toEqual(["2026-01-30T20:15"]);
    expect(runsOf({}, "2026-01-30T20:14:59.999Z")).toEqual(["2026-01-30T20:15"]);
    expect(runsOf({}, "2026-01-30T20:15:00Z")).toEqual([]);
  });

  test("every so many days from its beginning on, at the same time of day", () => {
    const runs = { kind: "days", everyDays: 3 } as const;
    expect(runsOf({ runs }, "2020-01-01T00:00:00Z", 3)).toEqual([
      "2026-01-30T20:15",
      "2026-02-02T20:15",
      "2026-02-05T20:15",
    ]);
    expect(runsOf({ runs }, "2026-02-02T20:15:00Z", 1)).toEqual(["2026-02-05T20:15"]);
  });

  test("not after its end", () => {
    const runs = { kind: "days", everyDays: 1 } as const;
    expect(runsOf({ runs, endMs: at("2026-02-01T20:15:00Z") }, "2026-01-30T21:00:00Z")).toEqual([
      "2026-01-31T20:15",
      "2026-02-01T20:15",
    ]);
    expect(runsOf({ runs, endMs: at("2026-02-01T20:14:59Z") }, "2026-01-30T21:00:00Z")).toEqual(["2026-01-31T20:15"]);
  });

  test("from one day of each month to another", () => {
    const days = (fromDay: number, toDay: number) => ({ runs: { kind: "month", fromDay, toDay } as const });
    expect(runsOf(days(30, 31), "2026-01-01T00:00:00Z", 5)).toEqual([
      "2026-01-30T20:15",
      "2026-01-31T20:15",
      "2026-03-30T20:15",
      "2026-03-31T20:15",
      "2026-04-30T20:15",
    ]);
    expect(runsOf(days(31, 31), "2026-07-31T21:00:00Z", 2)).toEqual(["2026-08-31T20:15", "2026-10-31T20:15"]);
    expect(runsOf(days(29, 29), "2027-02-01T00:00:00Z", 2)).toEqual(["2027-03-29T20:15", "2027-04-29T20:15"]);
    expect(runsOf(days(29, 29), "2028-02-01T00:00:00Z", 1)).toEqual(["2028-02-29T20:15"]);
  });

  test("on days of the week, 1 for Monday to 7 for Sunday", () => {
    // The 30th of January 2026 is a Friday.
    const on = (...weekDays: readonly number[]) => ({ runs: { kind: "week", weekDays } as const });
    expect(runsOf(on(1, 7), "2026-01-01T00:00:00Z")).toEqual([
      "2026-02-01T20:15",
      "2026-02-02T20:15",
      "2026-02-08T20:15",
      "2026-02-09T20:15",
    ]);
    expect(runsOf(on(5), "2026-01-01T00:00:00Z", 2)).toEqual(["2026-01-30T20:15", "2026-02-06T20:15"]);
  });

  test("on the days of its own zone", () => {
    // 20:15 in UTC is a quarter past four the next morning in Shanghai: Saturday, the 31st.
    const shanghai = { offsetMinutes: 480 };
    expect(runsOf({ ...shanghai, runs: { kind: "week", weekDays: [6] } }, "2026-01-01T00:00:00Z", 2)).toEqual([
      "2026-01-30T20:15",
      "2026-02-06T20:15",
    ]);
    expect(runsOf({ ...shanghai, runs: { kind: "month", fromDay: 1, toDay: 1 } }, "2026-01-01T00:00:00Z", 1)).toEqual([
      "2026-01-31T20:15",
    ]);
  });

  test("that were missed: the last of them, and the one to come", () => {
    const schedule = {
      runs: { kind: "days", everyDays: 1 },
      beginMs: at("2026-01-01T08:00:00Z"),
      endMs: at("2026-01-05T08:00:00Z"),
      offsetMinutes: 0,
    } as const;
    const due = at("2026-01-02T08:00:00Z");
    expect(passRuns(schedule, due, at("2026-01-04T07:59:59Z"))).toEqual({
      lastAtMs: at("2026-01-03T08:00:00Z"),
      nextAtMs: at("2026-01-04T08:00:00Z"),
    });
    expect(passRuns(schedule, due, at("2026-02-01T00:00:00Z"))).toEqual({
      lastAtMs: at("2026-01-05T08:00:00Z"),
      nextAtMs: null,
    });
  });
});
