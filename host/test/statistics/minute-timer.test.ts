import { describe, expect, test } from "vitest";
import { MinuteTimer } from "../../src/statistics/minute-timer.js";
import { HandClock } from "../../src/testing/hand-clock.js";
import { HOUR, MINUTE, noon } from "./use-statistics.js";

/** Timers go by one clock, and what is told as the time by another one, which may be set. */
function useTimer(startAtMs: number) {
  const clock = new HandClock(startAtMs);
  const wall = { aheadMs: 0 };
  const told: number[] = [];
  const timer = new MinuteTimer(
    {
      now: () => clock.now() + wall.aheadMs,
      setTimeout: (run, delayMs) => clock.setTimeout(run, delayMs),
      clearTimeout: (id) => {
        clock.clearTimeout(id);
      },
    },
    (atMs) => told.push((atMs - noon) / MINUTE),
  );
  timer.start();
  return { clock, wall, told, timer };
}

describe("the end of a minute", () => {
  test("is told when it is there, by the minute that is over", () => {
    const { clock, told, timer } = useTimer(noon + 59_000);
    clock.advance(999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual([0]);
    clock.advance(2 * MINUTE);
    expect(told).toEqual([0, 1, 2]);
    timer.close();
    clock.advance(MINUTE);
    expect([told, clock.pending]).toEqual([[0, 1, 2], 0]);
  });

  test("is told once also by a timer that is a moment early or late", () => {
    const { clock, wall, told } = useTimer(noon);
    for (const aheadMs of [-1, 0, 250, 0]) {
      wall.aheadMs = aheadMs;
      clock.advance(MINUTE);
    }
    wall.aheadMs = 0;
    clock.advance(MINUTE);
    expect(told).toEqual([0, 1, 2, 3, 4]);
  });

  test("follows a clock that was set, forwards and back", () => {
    const { clock, wall, told } = useTimer(noon);
    clock.advance(MINUTE);
    wall.aheadMs = 2 * HOUR;
    clock.advance(2 * MINUTE);
    wall.aheadMs = -HOUR;
    clock.advance(2 * MINUTE);
    expect(told).toEqual([0, 122, 122, -56, -56]);
  });
});
