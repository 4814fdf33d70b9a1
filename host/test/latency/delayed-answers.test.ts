import { expect, test } from "vitest";
import { DelayedAnswers } from "../../src/latency/delayed-answers.js";
import { useManualClock } from "../support/use-manual-clock.js";

test("no more answers are on their way than there may be; those that are taken back make room", async () => {
  const clock = useManualClock();
  const arrived: string[] = [];
  const delayed = new DelayedAnswers(clock, 2);
  const add = (name: string, ms: number) => delayed.add(ms, () => arrived.push(name));
  const takeBack = add("a", 10);
  add("b", 20);
  expect(add("c", 1)).toBeUndefined();
  takeBack?.();
  expect(add("d", 30)).toBeDefined();
  await clock.advance(20);
  expect(arrived).toEqual(["b"]);
  expect(add("e", 5)).toBeDefined();

  delayed.close();
  expect(clock.pendingTimers).toBe(0);
  await clock.advance(30);
  expect(arrived).toEqual(["b"]);
});
