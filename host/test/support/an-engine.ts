import {
  creationsCountSince,
  step,
  World,
  upSettings,
  type EngineSettings,
  type Step,
} from "../../src/engine/index.js";
import type { Command, FleetId, GameServerSession, Refusal, Replies } from "../../src/model/index.js";
import { atMs, create, ready } from "./builders.js";
import { MemoryDisk, MemoryJournal } from "../../src/testing/memory-journal.js";

export type TestEngine = ReturnType<typeof anEngine>;

/** The engine alone: each command is one turn, committed to memory; time moves only by `pass`. */
export function anEngine(
  given: Partial<EngineSettings["fleet"] & Pick<EngineSettings, "playersPerSession" | "servesAnyFleet">> = {},
) {
  const { playersPerSession = upSettings.playersPerSession, servesAnyFleet = true, ...fleet } = given;
  let settings: EngineSettings = {
    ...upSettings,
    servesAnyFleet,
    playersPerSession,
    fleet: { ...upSettings.fleet, ...fleet },
  };
  const disk = new MemoryDisk();
  let journal = new MemoryJournal(disk);
  let world = new World(journal.load(creationsCountSince(atMs)), journal);
  let nowMs = atMs;
  let ids = 0;
  const uuid = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`;

  const run = <C extends Command>(command: C): Step<C> => {
    const decided = step({ world, settings, uuid }, command, nowMs);
    journal.commit(world.changes());
    world.commit();
    return decided;
  };
  /** The reply's value; throws where it is a refusal. */
  const ok = <C extends Command>(command: C): Replies[C["type"]] => {
    const { reply } = run(command);
    if (!reply.ok) throw new Error(`"${command.type}" was refused: ${reply.refusal.message}`);
    return reply.value;
  };
  const refusal = (command: Command): Refusal => {
    const { reply } = run(command);
    if (reply.ok) throw new Error(`"${command.type}" was not refused`);
    return reply.refusal;
  };
  const pass = (ms: number): Step<{ readonly type: "tick" }> => {
    nowMs += ms;
    return run({ type: "tick" });
  };
  /** A process that is ready and hosts an ACTIVE session. */
  const aGame = (pid = 101, wanted: Parameters<typeof create>[0] = {}): GameServerSession => {
    ok(ready(pid));
    const { id: sessionId } = ok(create(wanted));
    return ok({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 });
  };
  /** The operator may have changed something meanwhile. */
  const restart = (changed: Partial<EngineSettings> = {}) => {
    settings = { ...settings, ...changed };
    journal = new MemoryJournal(disk);
    world = new World(journal.load(creationsCountSince(nowMs)), journal);
    return run({ type: "resume" });
  };

  return {
    run,
    ok,
    refusal,
    pass,
    aGame,
    restart,
    session: (id: string) => journal.session(id),
    player: (id: string) => journal.player(id),
    process: (pid: number) => [...disk.processes.values()].findLast((process) => process.pid === pid),
    fleetEvents: (id: FleetId) => [...disk.fleetEvents.values()].filter((event) => event.fleetId === id),
    now: () => nowMs,
    get settings() {
      return settings;
    },
    get world() {
      return world;
    },
  };
}
