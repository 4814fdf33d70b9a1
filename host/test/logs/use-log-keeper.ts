import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { LogKeeper, LogStore, defaultLogLimits, type LogLimits } from "../../src/logs/index.js";
import type {
  FleetId,
  GameServerProcess,
  GameServerSession,
  GameServerSessionId,
  Instance,
  InstanceId,
  Launch,
  ProcessId,
} from "../../src/model/index.js";
import { MemoryDisk, MemoryJournal } from "../../src/testing/memory-journal.js";
import { aProcess, aSession, noChanges } from "../support/builders.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { readZip } from "./read-zip.js";

export const instanceId = "ins-1" as InstanceId;
export const processId = "process-1" as ProcessId;
export const output = "processes/ins-1/process-1.log";

export const onInstance = (given: Partial<GameServerProcess> = {}): GameServerProcess =>
  aProcess({ id: processId, instanceId, fleetId: "fleet-1" as FleetId, ...given });

export const anInstance: Instance = {
  id: instanceId,
  seq: 1,
  fleetId: "fleet-1" as FleetId,
  status: "ACTIVE",
  ipAddress: "127.0.0.1",
  weight: 5,
  isReserved: false,
  createdAtMs: 0,
  terminatedAtMs: null,
};

export const aLaunch = (given: Partial<Launch> = {}): Launch => ({
  id: processId,
  fleetId: "fleet-1" as FleetId,
  instanceId,
  launchPath: "server",
  parameters: "",
  status: "READY",
  pid: 101,
  startedAt: null,
  token: "",
  launchedAtMs: 0,
  dueAtMs: null,
  reason: "",
  ...given,
});

/** A log keeper on a folder of its own; the host around it is the test, which says what happens. */
export function useLogKeeper(given: { limits?: Partial<LogLimits>; attached?: boolean } = {}) {
  const dir = useTempDir();
  const gameDir = join(dir, "instances", instanceId, "game");
  mkdirSync(gameDir, { recursive: true });
  const store = new LogStore(join(dir, "logs"));
  const clock = useManualClock();
  const journal = new MemoryJournal(new MemoryDisk());
  const launches = new Map<ProcessId, Launch>();
  const faults: string[] = [];
  const open = () => {
    const keeper = new LogKeeper({
      store,
      clock,
      reads: journal,
      launches: () => launches.values(),
      limits: { ...defaultLogLimits, ...given.limits },
      gameDir: () => gameDir,
      ...(given.attached === true && { attachedGameDir: gameDir }),
      onFault: (doing, error) => faults.push(`${doing}: ${String(error)}`),
    });
    onTestFinished(() => keeper.close());
    return keeper;
  };
  let keeper = open();
  let seq = 0;

  return {
    dir,
    gameDir,
    store,
    clock,
    journal,
    launches,
    faults,
    get keeper() {
      return keeper;
    },
    /** The host is killed; another one begins on the same folder. */
    restart() {
      clock.dropTimers();
      keeper = open();
      return keeper;
    },
    ready: (process = onInstance()) => {
      keeper.onEvent({ type: "processReady", process, again: false });
    },
    /** A session that begins now on that process. */
    begin: (process = onInstance(), given: Partial<GameServerSession> = {}): GameServerSession => {
      const id = `qcs::gse:ap-shanghai::gameserversession/fleet-1/gssess-${String(++seq)}` as GameServerSessionId;
      const session = aSession({ id, seq, processId: process.id, instanceId: process.instanceId, ...given });
      journal.commit({ ...noChanges, sessions: [session] });
      keeper.onEvent({ type: "sessionCreated", session, process });
      return session;
    },
    end: (session: GameServerSession, isTold = true): GameServerSession => {
      const ended = { ...session, status: "TERMINATED", endedAtMs: clock.now() } as const;
      journal.commit({ ...noChanges, sessions: [ended] });
      if (isTold) keeper.onEvent({ type: "sessionEnded", session: ended });
      return ended;
    },
    exit: (launch = aLaunch()) => {
      launches.delete(launch.id);
      keeper.onEvent({ type: "launchChanged", launch: { ...launch, status: "EXITED" } });
    },
    /** What is in a session's archive. */
    archiveOf: async (session: GameServerSession) => {
      const name = await keeper.ofSession(session);
      if (name === undefined) throw new Error("nothing was kept");
      return readZip(readFileSync(store.pathOf(name)));
    },
    zip: (name: string) => readZip(readFileSync(store.pathOf(name))),
  };
}
