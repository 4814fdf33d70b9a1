import { expect, onTestFinished, test, vi } from "vitest";
import { NewsDesk } from "../../src/live/news.js";
import type { Change } from "../../src/live/wire.js";

const process = (Status: string, more: object = {}): Change => ({
  ...{ Kind: "process", Id: "p-1", FleetId: "fleet-1", Region: null },
  Row: { ProcessId: "p-1", Pid: 7, Status, ...more },
});
const event = (EventCode: string): Change => ({
  ...{ Kind: "fleetEvent", Id: EventCode, FleetId: "fleet-1", Region: null },
  Row: { EventCode, Message: "…" },
});

function useDesk(): (...changes: readonly Change[]) => readonly string[] {
  vi.stubGlobal("window", globalThis);
  onTestFinished(() => void vi.unstubAllGlobals());
  const desk = new NewsDesk();
  return (...changes) => desk.sift(changes).map(({ kind, status }) => `${kind} ${status}`);
}

test("another state is news, another count is not", () => {
  const sift = useDesk();
  expect(sift(process("STARTED"))).toEqual(["process STARTED"]);
  expect(sift(process("ACTIVE"))).toEqual(["process ACTIVE"]);
  expect(sift(process("ACTIVE", { SessionsHosted: 1 }))).toEqual([]);
});

test("what is gone is told of once, and only where it was known", () => {
  const sift = useDesk();
  const gone = { ...process(""), Row: null };
  expect(sift(gone)).toEqual([]);
  expect(sift(process("ENDING"), gone)).toEqual(["process GONE", "process ENDING"]);
  expect(sift(gone)).toEqual([]);
});

test("of a fleet's events those are news that tell of a fault", () => {
  const sift = useDesk();
  const quiet = ["FLEET_STATE_DOWNLOADING", "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG", "FLEET_SCALING_EVENT"];
  expect(sift(...quiet.map(event))).toEqual([]);
  const faults = [
    "SERVER_PROCESS_CRASHED",
    "FLEET_VALIDATION_TIMED_OUT",
    "SERVER_DOWN",
    "GAME_SESSION_ACTIVATION_TIMEOUT",
  ];
  expect(sift(...faults.map(event))).toHaveLength(faults.length);
});

test("a queue and a placement of the same name are two things, and a placement may be started again", () => {
  const sift = useDesk();
  const placement = (Status: string): Change => ({
    ...{ Kind: "placement", Id: "arena", FleetId: null, Region: "ap-shanghai" },
    Row: { PlacementId: "arena", Status },
  });
  const queue: Change = {
    ...{ Kind: "queue", Id: "arena", FleetId: null, Region: "ap-shanghai" },
    Row: { Name: "arena", Destinations: [], PlayerLatencyPolicies: [], TimeoutInSeconds: 600 },
  };
  expect(sift(placement("PENDING"), queue, placement("TIMED_OUT"))).toHaveLength(3);
  expect(sift(queue, placement("PENDING"))).toEqual(["placement PENDING"]);
  expect(sift({ ...queue, Row: null })).toEqual(["queue GONE"]);
});
