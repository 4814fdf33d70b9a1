import { stripVTControlCharacters } from "node:util";
import picocolors from "picocolors";
import { expect, test } from "vitest";
import type { FleetRow } from "../../src/cli/fleet-text.js";
import { width } from "../../src/cli/table.js";
import { topText, type TopProcess } from "../../src/cli/top-text.js";

const plain = picocolors.createColors(false);

const aProcess = (given: Partial<TopProcess> = {}): TopProcess => ({
  ProcessId: "process-1",
  FleetId: "fleet-1",
  Pid: 101,
  Status: "ACTIVE",
  IsShielded: false,
  SessionId: null,
  StartedAtMs: 0,
  Processors: 0.254,
  RssBytes: 50 * 1024 * 1024,
  ...given,
});

/** Of what the API tells of a fleet, what the table shows. */
const aFleet = {
  fleet: { FleetId: "fleet-1", Name: "chat", Status: "ACTIVE" },
  capacity: { InstanceCounts: { Active: 1, Desired: 2 } },
  utilization: { CurrentPlayerSessionCount: 3, MaximumPlayerSessionCount: 40 },
} as FleetRow;

test("a fleet is counted by what its processes are, and what they take together", () => {
  const processes = [
    aProcess({ SessionId: "qcs::gse:local::gameserversession/fleet-1/mine" }),
    aProcess({ Pid: 102, IsShielded: true, Processors: null, RssBytes: null }),
    aProcess({ Pid: null, Status: "STARTING" }),
    aProcess({ Pid: 7, FleetId: null }),
  ];
  expect(
    topText({ nowMs: 61_000, fleets: [aFleet], processes }, { rows: 40, columns: Infinity }, plain).split("\n"),
  ).toEqual([
    "1 fleet · 4 processes, 1 busy, 1 idle · 3 players · 0.76 processors · 150 MiB",
    "",
    "FLEET    NAME  STATUS  INSTANCES  BUSY  IDLE  OTHER  PLAYERS  CPU     MEMORY",
    "fleet-1  chat  ACTIVE  1 of 2     1     0     2      3 of 40  50.8 %  100 MiB",
    "",
    "PID  CPU     MEMORY  IS        SESSION  FLEET    AGE",
    "101  25.4 %  50 MiB  busy      mine     fleet-1  1 min",
    "102                  shielded           fleet-1  1 min",
    "     25.4 %  50 MiB  starting           fleet-1  1 min",
    "7    25.4 %  50 MiB  idle               by hand  1 min",
  ]);
});

test("what a terminal has no room for is counted", () => {
  const processes = Array.from({ length: 30 }, (_, index) => aProcess({ Pid: index }));
  const lines = topText({ nowMs: 0, fleets: [], processes }, { rows: 10, columns: 80 }, plain).split("\n");
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toBe("24 more processes");
});

test.each([
  [100, 100],
  [100, 3],
  [3, 100],
  [12, 7],
])("%d fleets and %d processes fit a terminal, and those that are not shown are counted", (fleetCount, count) => {
  const fleets = Array.from({ length: fleetCount }, () => aFleet);
  const processes = Array.from({ length: count }, (_, index) => aProcess({ Pid: 1_000 + index }));
  const colours = picocolors.createColors(true);
  const lines = topText({ nowMs: 0, fleets, processes }, { rows: 23, columns: 60 }, colours).split("\n");
  expect(lines.length).toBeLessThanOrEqual(23);
  for (const line of lines) expect(width(line)).toBeLessThanOrEqual(60);
  const text = stripVTControlCharacters(lines.join("\n"));
  expect(text).toMatch(/^FLEET .*…$/m);
  for (const [kind, all, shown] of [
    ["fleets", fleetCount, text.match(/^fleet-1/gm)?.length],
    ["processes", count, text.match(/^10\d\d /gm)?.length],
  ] as const) {
    const more = Number(new RegExp(`^(\\d+) more ${kind}$`, "m").exec(text)?.[1] ?? 0);
    expect((shown ?? 0) + more, kind).toBe(all);
  }
});
