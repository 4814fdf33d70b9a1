import { expect, test } from "vitest";
import { regionLines } from "../../src/pages/queues/monitoring/region-lines.js";
import { lineOf } from "../../src/parts/monitoring/metrics.js";
import { loadText, numberText, percentText, shareText, timeSpanText } from "../../src/parts/monitoring/value-text.js";

const MINUTE = 60_000;

test("a line of metrics breaks where nobody looked", () => {
  const points = [0, MINUTE, 3 * MINUTE].map((AtMs, value) => ({ AtMs, value }));
  expect(lineOf(points, MINUTE, ({ value }) => value)).toEqual([
    [0, 0],
    [MINUTE, 1],
    [2 * MINUTE, null],
    [3 * MINUTE, 2],
  ]);
});

test("what a queue placed is reckoned for each region wherever the queue was looked at, so that it can be stacked", () => {
  const point = { Depth: 0, AverageWaitMs: null, Started: 0, Fulfilled: 0, Cancelled: 0, TimedOut: 0, Failed: 0 };
  const rest = { AverageTimeToPlaceMs: null, FirstNotViable: 0, FirstNotAvailable: 0, Nearest: 0 };
  const lines = regionLines({
    ...{ Resolution: "minute", StepMs: MINUTE },
    Points: [0, MINUTE, 3 * MINUTE].map((AtMs) => ({ AtMs, ...point, ...rest })),
    Regions: [
      { Region: "ap-tokyo", Points: [{ AtMs: MINUTE, Placements: 4 }] },
      { Region: "elsewhere", Points: [{ AtMs: 3 * MINUTE, Placements: 1 }] },
    ],
  });
  expect(lines.map(({ region, points }) => [region, points.map(([, value]) => value)])).toEqual([
    ["ap-tokyo", [0, 4, null, 0]],
    ["elsewhere", [0, 0, null, 1]],
  ]);
});

test("values are written as short as they can be read", () => {
  expect([numberText(3), numberText(3.25)]).toEqual(["3", "3.3"]);
  expect([percentText(12.6), shareText(0), shareText(0.0126), shareText(0.126)]).toEqual([
    "13 %",
    "0 %",
    "1.3 %",
    "13 %",
  ]);
  expect([timeSpanText(12.4), timeSpanText(3_000), timeSpanText(63_250)]).toEqual(["12 ms", "3 s", "63.3 s"]);
  expect(loadText(0.5)).toBe("0.50");
});
