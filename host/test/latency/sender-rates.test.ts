import { expect, test } from "vitest";
import { SenderRates } from "../../src/latency/sender-rates.js";
import { useManualClock } from "../support/use-manual-clock.js";

test("each sender has so many questions in a second, and all together have theirs", async () => {
  const clock = useManualClock(0);
  const rates = new SenderRates(clock, { perSender: 2, all: 5 });
  const take = (...senders: readonly string[]) => senders.map((sender) => rates.take(sender));
  expect(take("a", "a", "a", "b")).toEqual([true, true, false, true]);
  expect(take("c", "d", "e", "b")).toEqual([true, true, false, false]);
  await clock.advance(999);
  expect(take("a", "e")).toEqual([false, false]);
  await clock.advance(1);
  expect(take("a", "a", "a", "e")).toEqual([true, true, false, true]);
});
