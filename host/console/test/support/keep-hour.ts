import { SqliteJournal } from "../../../src/journal/index.js";
import type { Fleet, Instance, Queue, StatisticsRow } from "../../../src/model/index.js";
import { queueRegionId } from "../../../src/model/index.js";
import { systemClock } from "../../../src/system-clock.js";
import { aStatisticsRow } from "../../../test/support/a-statistics-row.js";

const MINUTE_MS = 60_000;
const MIB = 1_048_576;

/** 0 to `most`, up and down once in so many minutes. */
const wave = (minute: number, minutes: number, most: number): number =>
  Math.round(((1 - Math.cos((2 * Math.PI * minute) / minutes)) / 2) * most);

/** What a host at work would have kept of its fleets, instances and queues in the last hour, for pictures; while it is stopped. */
export function keepHour(dataDir: string): void {
  const journal = new SqliteJournal(dataDir);
  const { fleets, instances, queues } = journal.load(() => 0);
  const nowMs = Math.floor(systemClock.now() / MINUTE_MS) * MINUTE_MS;
  const minutes = Array.from({ length: 60 }, (_, minute) => ({ minute, atMs: nowMs - (60 - minute) * MINUTE_MS }));
  journal.statistics.record({
    rows: minutes.flatMap(({ minute, atMs }) => [
      ...fleets.map((fleet) => ofFleet(fleet, minute, atMs)),
      ...instances.map((instance) => ofInstance(instance, minute, atMs)),
      ...queues.flatMap((queue) => ofQueue(queue, minute, atMs)),
    ]),
    ...{ endedUses: [], begunUses: [], seenAtMs: nowMs, keptSinceMs: { minute: 0, hour: 0, day: 0 } },
  });
  journal.close();
}

function ofFleet({ id, capacity }: Fleet, minute: number, atMs: number): StatisticsRow {
  const processes = 8 + (minute > 12 ? 8 : 0);
  const sessions = 1 + wave(minute, 50, processes - 3);
  return aStatisticsRow("fleet", id, {
    ...{ atMs, samples: 1, activeSessions: sessions, activatingSessions: wave(minute, 9, 1) },
    ...{ activeInstances: processes / 8, idleInstances: sessions < 8 ? processes / 8 - 1 : 0 },
    ...{ desiredInstances: processes / 8, minInstances: capacity.min, maxInstances: Math.max(3, capacity.max) },
    ...{ activeProcesses: processes, healthyProcesses: processes - (minute === 33 ? 1 : 0) },
    ...{ availableSessions: processes - sessions, activePlayerSessions: sessions * 5 + wave(minute, 7, 4) },
    ...{ processesActivated: minute === 13 ? 8 : wave(minute, 6, 2), processesClosed: wave(minute, 6, 2) },
    ...{ processesClosedAbnormally: minute === 34 ? 1 : 0, playerSessionActivations: wave(minute, 7, 9) },
    ...{ memorySamples: 1, memoryBytes: processes * (58 + wave(minute, 50, 12)) * MIB },
    ...{ cpuMs: 2_000 + sessions * 1_800, cpuOfMs: 2 * MINUTE_MS },
  });
}

const ofInstance = ({ id }: Instance, minute: number, atMs: number): StatisticsRow =>
  aStatisticsRow("instance", id, {
    ...{ atMs, samples: 1, memorySamples: 1, connectionSamples: 1, loadSamples: 1 },
    memoryBytes: (520 + wave(minute, 25, 160) + wave(minute, 7, 20)) * MIB,
    memoryOfBytes: 8 * 1_024 * MIB,
    cpuMs: 4_000 + wave(minute, 25, 40_000) + wave(minute, 5, 6_000),
    cpuOfMs: 2 * MINUTE_MS,
    connections: 12 + wave(minute, 25, 60),
    load: 0.2 + wave(minute, 25, 120) / 100,
  });

function ofQueue({ id }: Queue, minute: number, atMs: number): readonly StatisticsRow[] {
  const placed = 2 + wave(minute, 25, 14) + wave(minute, 4, 3);
  const near = Math.ceil(placed * 0.6);
  const depth = wave(minute, 25, 4);
  const timedOut = minute % 17 === 0 ? 1 : 0;
  return [
    aStatisticsRow("queue", id, {
      ...{ atMs, samples: 1, depth, waitedMs: depth * (300 + wave(minute, 25, 2_400)) },
      ...{ started: placed + timedOut, fulfilled: placed, timedOut, placingMs: placed * (180 + wave(minute, 25, 900)) },
      ...{ firstNotViable: minute > 40 ? 2 : 0, firstNotAvailable: wave(minute, 25, 5), nearest: near },
    }),
    aStatisticsRow("queueRegion", queueRegionId(id, "ap-shanghai"), { atMs, placements: near }),
    aStatisticsRow("queueRegion", queueRegionId(id, "ap-guangzhou"), { atMs, placements: placed - near }),
  ];
}
