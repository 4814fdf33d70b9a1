import { describe, expect, test } from "vitest";
import { ClockShare } from "../../src/testing/clock-share.js";
import { HandClock } from "../../src/testing/index.js";

describe("HandClock", () => {
  test("stands still until it is moved, and fires what is due in order, each at its instant", () => {
    const clock = new HandClock(1_000);
    const fired: string[] = [];
    const note = (name: string) => () => void fired.push(`${name} at ${String(clock.now())}`);
    clock.setTimeout(note("late"), 20);
    clock.setTimeout(note("first"), 10);
    clock.setTimeout(note("second"), 10);
    clock.setTimeout(note("never"), 100);
    clock.advance(20);
    expect(fired).toEqual(["first at 1010", "second at 1010", "late at 1020"]);
    expect([clock.now(), clock.pending]).toEqual([1_020, 1]);
  });

  test("fires what a timer sets on the way, and nothing that was cleared", () => {
    const clock = new HandClock();
    const fired: string[] = [];
    const cleared = clock.setTimeout(() => fired.push("cleared"), 5);
    clock.setTimeout(() => {
      clock.clearTimeout(cleared);
      clock.setTimeout(() => fired.push("inner"), 3);
    }, 4);
    clock.advance(10);
    expect([fired, clock.pending]).toEqual([["inner"], 0]);
  });

  test("takes a negative delay for none", () => {
    const clock = new HandClock();
    let isFired = false;
    clock.setTimeout(() => (isFired = true), -5);
    clock.advance(0);
    expect(isFired).toBe(true);
  });
});

describe("ClockShare", () => {
  test("drops its own timers and none of the others', and takes no more", () => {
    const clock = new HandClock();
    const share = new ClockShare(clock);
    const fired: string[] = [];
    clock.setTimeout(() => fired.push("common"), 10);
    share.setTimeout(() => fired.push("own"), 10);
    expect([clock.pending, share.pending]).toEqual([2, 1]);
    share.drop();
    share.setTimeout(() => fired.push("after the end"), 1);
    clock.advance(10);
    expect(fired).toEqual(["common"]);
  });
});
