import { describe, expect, test } from "vitest";
import type { FleetId, GameServerProcess, GameServerSession, InstanceId, ProcessId } from "../../src/model/index.js";
import { lookAtFleets } from "../../src/statistics/look-at-fleets.js";
import { aFleetRow } from "../support/a-fleet.js";
import { aProcess, aSession } from "../support/builders.js";

const one = "fleet-1" as FleetId;
const two = "fleet-2" as FleetId;
let ids = 0;

const process = (instance: string, given: Partial<GameServerProcess> = {}): GameServerProcess =>
  aProcess({ id: `process-${String(++ids)}` as ProcessId, fleetId: one, instanceId: instance as InstanceId, ...given });
const busy = { sessionId: aSession().id };

/** What there is to see of the first of two fleets. */
const seen = (processes: readonly GameServerProcess[], sessions: readonly GameServerSession[] = []) =>
  lookAtFleets({ fleets: [aFleetRow({ id: one }), aFleetRow({ id: two })], processes, sessions }).get(one);

describe("what is seen of a fleet at one moment", () => {
  test("is active instances: those with an ACTIVE process; idle are those without any session", () => {
    const processes = [
      process("ins-1"),
      process("ins-1", busy),
      process("ins-2"),
      process("ins-2"),
      process("ins-3", { status: "ENDING", ...busy }),
      process("ins-4"),
      process("ins-4", { status: "ENDING", ...busy }),
    ];
    expect(seen(processes)).toMatchObject({ activeInstances: 3, idleInstances: 1 });
  });

  test("is ACTIVE processes, those of them that are healthy, and the sessions that these could take", () => {
    const processes = [
      process("ins-1"),
      process("ins-1", busy),
      process("ins-1", { isShielded: true }),
      process("ins-1", { isShielded: true, ...busy }),
      process("ins-1", { status: "ENDING" }),
      process("ins-9", { fleetId: two }),
      aProcess(),
    ];
    expect(seen(processes)).toMatchObject({ activeProcesses: 4, healthyProcesses: 2, availableSessions: 1 });
  });

  test("is sessions by their state, and the players of all of them", () => {
    const sessions = (["ACTIVATING", "ACTIVE", "ACTIVE", "TERMINATING"] as const).map((status, i) =>
      aSession({ fleetId: one, status, currentPlayers: 10 ** i }),
    );
    expect(seen([], [...sessions, aSession({ fleetId: two })])).toMatchObject({
      activatingSessions: 1,
      activeSessions: 2,
      activePlayerSessions: 1_111,
    });
  });

  test("is its capacity, also where nothing runs", () => {
    const capacity = { desired: 3, min: 2, max: 9, scalingIntervalMinutes: 10 };
    const fleets = [aFleetRow({ id: one, status: "NEW", capacity })];
    expect(lookAtFleets({ fleets, processes: [], sessions: [] }).get(one)).toMatchObject({
      samples: 1,
      desiredInstances: 3,
      minInstances: 2,
      maxInstances: 9,
      activeInstances: 0,
    });
  });
});
