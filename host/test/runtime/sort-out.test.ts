import { describe, expect, test } from "vitest";
import type { InstanceId, ProcessId } from "../../src/model/index.js";
import type { MarkedProcess } from "../../src/runtime/local/proc-scan.js";
import { sortOut } from "../../src/runtime/local/sort-out.js";
import { aLaunch, instanceId, processId } from "./support/rows.js";

const marked = (pid: number, given: Partial<MarkedProcess> = {}): MarkedProcess => ({
  pid,
  startedAt: `boot ${String(pid)}`,
  instanceId,
  processId,
  leadsItsGroup: true,
  ...given,
});
const launch = aLaunch();
const known = { launches: [launch], instances: [instanceId] };
const nobody = (): boolean => false;

describe("sorting out what a former host left", () => {
  test("takes the first leader with the launch's id for the launch whose pid was never written down", () => {
    // One that it started, and that made a group of its own, came later; as numbers, for as text 9 comes after 10.
    const found = [marked(10), marked(9), marked(8, { leadsItsGroup: false })];
    expect(sortOut(known, found, nobody)).toEqual({
      recovered: [{ processId, pid: 9, startedAt: "boot 9" }],
      strays: [],
    });
  });

  test("takes a launch for gone whose leader is gone, and what is left of it for strays", () => {
    const left = marked(8, { leadsItsGroup: false });
    expect(sortOut(known, [left], nobody)).toEqual({ recovered: [], strays: [left] });
    const started = { ...launch, pid: 7, startedAt: "boot 7" };
    expect(sortOut({ ...known, launches: [started] }, [left], nobody)).toEqual({ recovered: [], strays: [left] });
  });

  test("knows a launch by its pid alone, also where it has overwritten its environment", () => {
    const started = { ...launch, pid: 7, startedAt: "boot 7" };
    expect(sortOut({ ...known, launches: [started] }, [], ({ pid }) => pid === 7).recovered).toEqual([
      { processId, pid: 7, startedAt: "boot 7" },
    ]);
  });

  test("lets go on what install.sh left running on an instance that is set up, and on no other", () => {
    const daemon = marked(5, { processId: undefined });
    const other = marked(6, { processId: undefined, instanceId: "ins-2" as InstanceId });
    const unknown = marked(7, { processId: "process-2" as ProcessId });
    expect(sortOut(known, [daemon, other, unknown], nobody).strays).toEqual([other, unknown]);
  });
});
