import { expect, test } from "vitest";
import { MachineWatch } from "../src/machine-watch.js";
import type { MachineMeasure, ProcessId } from "../src/model/index.js";
import { HandClock } from "../src/testing/index.js";
import { aLaunch } from "./support/a-fleet.js";

type Usage = { readonly cpuMs: number; readonly rssBytes: number };

/** A machine on which the test says what each process has used. */
function aMachine(memory: { readonly totalBytes: number; readonly availableBytes: number } | undefined) {
  const clock = new HandClock();
  const usages = new Map<string, Usage>();
  const measures: MachineMeasure[] = [];
  const watch = new MachineWatch({
    clock,
    memory: () => memory,
    usageOf: (id) => usages.get(id),
    processors: 2,
    host: () => ({
      live: () => ({ launches: [...usages.keys()].map((id) => aLaunch({ id: id as ProcessId })) }) as never,
    }),
    measured: ({ measure }) => measures.push(measure),
  });
  return { clock, usages, watch, measures };
}

test("tells at once and every ten seconds what each fleet takes: memory of now, processors of the last minute", () => {
  const { clock, usages, watch, measures } = aMachine({ totalBytes: 1_000, availableBytes: 400 });
  usages.set("a", { cpuMs: 50_000, rssBytes: 70 });
  watch.start();
  const use = (processes: number, memoryBytes: number, processors: number) => ({
    memoryBytes: 1_000,
    availableBytes: 400,
    processors: 2,
    fleets: [{ fleetId: aLaunch().fleetId, processes, memoryBytes, processors }],
  });
  expect(measures.splice(0)).toEqual([use(1, 70, 0)]);
  usages.set("a", { cpuMs: 55_000, rssBytes: 80 });
  clock.advance(10_000);
  expect(measures.splice(0)).toEqual([use(1, 80, 0.5)]);
  // One that is new is taken to be like the others.
  usages.set("b", { cpuMs: 9_000, rssBytes: 20 });
  usages.set("a", { cpuMs: 60_000, rssBytes: 80 });
  clock.advance(10_000);
  expect(measures.splice(0)).toEqual([use(2, 100, 1)]);
  usages.delete("b");
  for (let round = 0; round < 6; round++) clock.advance(10_000);
  expect(measures.at(-1)).toEqual(use(1, 80, 0));
  watch.close();
  expect(clock.pending).toBe(0);
});

test("of many processes a hundred are asked at a time", () => {
  const { clock, usages, watch, measures } = aMachine({ totalBytes: 1_000, availableBytes: 400 });
  for (let index = 0; index < 250; index++) usages.set(`p${String(index)}`, { cpuMs: 0, rssBytes: 1 });
  watch.start();
  expect(measures).toEqual([]);
  clock.advance(0);
  clock.advance(0);
  expect(measures).toMatchObject([{ fleets: [{ processes: 250, memoryBytes: 250 }] }]);
  watch.close();
});

test("tells nothing where the system does not", () => {
  const { clock, watch, measures } = aMachine(undefined);
  watch.start();
  clock.advance(60_000);
  expect(measures).toEqual([]);
  watch.close();
});
