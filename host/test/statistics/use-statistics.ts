import { onTestFinished } from "vitest";
import { SqliteJournal } from "../../src/journal/index.js";
import type { Command, FleetId, GameServerProcess, HostEvent, Launch, ProcessId } from "../../src/model/index.js";
import type { FleetPoint, MachineLook, Resolution } from "../../src/ports/index.js";
import { StatisticsKeeper } from "../../src/statistics/index.js";
import type { UsageOf } from "../../src/statistics/usage-rounds.js";
import { aDesign, newAsset } from "../support/a-fleet.js";
import { create, join, ready } from "../support/builders.js";
import { useHost } from "../support/use-host.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { useTempDir } from "../support/use-temp-dir.js";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Noon of a day, in UTC. */
export const noon = Date.UTC(2026, 5, 1, 12);

/** A host as it is, its statistics on a real disk, and the time, the machine and the kernel in the test's hand. */
export async function useStatistics({ startAtMs = noon, processors = 4 } = {}) {
  const clock = useManualClock(startAtMs);
  const dataDir = useTempDir();
  let journal: SqliteJournal | undefined;
  const opened = (): SqliteJournal => {
    if (journal === undefined) throw new Error("no journal is open");
    return journal;
  };
  const gse = await useHost({ clock, openJournal: () => (journal = new SqliteJournal(dataDir)) });
  const usage = new Map<ProcessId, { cpuMs: number; rssBytes: number }>();
  const kernel: { usageOf: UsageOf } = { usageOf: (id) => usage.get(id) };
  const look: Mutable<MachineLook> = { memoryBytes: 1_000_000_000, load: undefined, connections: undefined };
  const faults: string[] = [];
  const disk = { isFull: false };

  const begin = (eventsBefore: readonly HostEvent[]): StatisticsKeeper => {
    const { statistics: store } = opened();
    const made = new StatisticsKeeper({
      clock,
      store: {
        record: (record) => {
          if (disk.isFull) throw new Error("database or disk is full");
          store.record(record);
        },
        rowsAt: (...asked) => store.rowsAt(...asked),
        rows: (...asked) => store.rows(...asked),
        lastSeenAtMs: () => store.lastSeenAtMs(),
        openUses: () => store.openUses(),
        uses: (query, slice) => store.uses(query, slice),
      },
      reads: gse.host.reads,
      host: () => gse.host,
      usageOf: (id) => kernel.usageOf(id),
      machine: () => look,
      processors,
      onFault: (doing, error) => faults.push(`${doing}: ${String(error)}`),
    });
    for (const event of eventsBefore) made.onEvent(event);
    gse.host.onEvent((event) => {
      made.onEvent(event);
    });
    made.start();
    return made;
  };
  let statistics = begin([]);
  onTestFinished(() => {
    statistics.close();
  });

  let lastReady = 0;
  const launchedAreReady = async (): Promise<void> => {
    await gse.settled();
    for (; lastReady < gse.machine.launched.length; lastReady++)
      await gse.ok(ready(1_001 + lastReady, { clientPort: 7_000 + lastReady, grpcPort: 9_000 + lastReady }));
  };
  const processes = (fleetId: FleetId): readonly GameServerProcess[] =>
    [...gse.host.live().processes].filter((process) => process.fleetId === fleetId);

  return {
    gse,
    clock,
    usage,
    kernel,
    look,
    faults,
    disk,
    get store() {
      return opened().statistics;
    },
    get statistics() {
      return statistics;
    },
    ok: <C extends Command>(command: C) => gse.ok(command),
    launchedAreReady,
    processes,
    launches: (fleetId: FleetId): readonly Launch[] =>
      [...gse.host.live().launches].filter((launch) => launch.fleetId === fleetId),
    /** With so many processes on its one instance; all of them ready, unless the test wants to see to that. */
    fleet: async ({ processes: count = 2, areReady = true, max = 1 } = {}): Promise<FleetId> => {
      const asset = await gse.ok(newAsset({ blob: `blob-${String(++blobs)}` }));
      const runtime = {
        serverProcesses: [{ launchPath: "/local/game/server", parameters: "", concurrentExecutions: count }],
        activationTimeoutSeconds: 60,
        maxConcurrentActivations: 0,
      };
      const design = aDesign(asset, { runtime });
      const { id } = await gse.ok({ type: "createFleet", region: "ap-shanghai", design });
      await gse.settled();
      if (areReady) await launchedAreReady();
      if (max > 1) await gse.ok({ type: "updateFleetCapacity", fleetId: id, max });
      return id;
    },
    /** ACTIVE, with these players ACTIVE in it. */
    session: async (fleetId: FleetId, ...playerIds: readonly string[]) => {
      const session = await gse.ok(create({ fleetId }));
      const process = processes(fleetId).find(({ id }) => id === session.processId);
      if (process === undefined) throw new Error("it is on no process");
      const { pid } = process;
      await gse.ok({ type: "activateGameServerSession", pid, sessionId: session.id, maxPlayers: 0 });
      for (const player of await gse.ok(join(session.id, ...playerIds)))
        await gse.ok({
          type: "acceptPlayerSession",
          requestId: `accept ${player.id}`,
          sessionId: session.id,
          playerSessionId: player.id,
          pid,
        });
      return { id: session.id, pid };
    },
    points: (fleetId: FleetId, resolution: Resolution = "minute"): readonly FleetPoint[] =>
      statistics.fleetMetrics(fleetId, 0, clock.now() + DAY, resolution).points,
    /** The host goes down in order, or is killed, and another one takes over. */
    restart: async ({ killed = false, meanwhile = () => clock.advance(0) } = {}): Promise<void> => {
      if (!killed) statistics.close();
      const eventsBefore = gse.events.length;
      gse.machine.running = [...gse.host.live().launches].flatMap(({ id, pid, startedAt }) =>
        pid === null ? [] : [{ processId: id, pid, startedAt }],
      );
      await gse.restart(meanwhile);
      statistics = begin(gse.events.slice(eventsBefore));
    },
  };
}

let blobs = 0;
